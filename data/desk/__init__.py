"""What the desk's pages are made of: how a value is shown, where things are found. The pages: data/pages/."""
