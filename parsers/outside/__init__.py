"""What parsing needs of the world: a limited child process, LibreOffice, character recognition."""
