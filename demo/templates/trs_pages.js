function createPageHTML(count, current, name, extension) {
  for (var place = 0; place < count; place++) {
    var label = place + 1;
    var page = name + (place ? "_" + place : "") + "." + extension;
    document.write(place == current ? "<b>" + label + "</b>" : '<a href="' + page + '">' + label + "</a>");
  }
}
