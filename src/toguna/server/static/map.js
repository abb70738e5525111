/* The map to move about on. What it shows is cut to the reader before it is sent; nothing comes from another machine.
   Without scripts, or without WebGL, the drawing below it says the same. */
"use strict";
(() => {
  const box = document.getElementById("map");
  if (!box || !window.maplibregl) return;
  const said = box.dataset;
  const ink = "#22262b", soft = "#545b63", paper = "#ffffff", sand = "#f6f4ef", line = "#c9c5bc", slate = "#37475a";
  const squaresBelow = Number(said.squaresBelow);
  const bases = said.bases.split(" ").filter(Boolean);
  const [west, south, east, north] = said.box.split(",").map(Number);

  const from = (id, type, source, more) => ({id, type, source: "toguna", "source-layer": source, ...more});
  const label = (size, more) => ({"text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": size, ...more});
  const halo = {"text-color": ink, "text-halo-color": sand, "text-halo-width": 1.5};
  const style = {
    version: 8,
    sources: {toguna: {type: "vector", tiles: [location.origin + said.tiles], maxzoom: Number(said.deepest)}},
    layers: [
      {id: "ground", type: "background", paint: {"background-color": sand}},
      ...bases.flatMap((name) => [
        from(`base-${name}`, "fill", `base_${name}`, {filter: ["==", ["geometry-type"], "Polygon"], paint: {"fill-color": "#efece4", "fill-outline-color": line}}),
        from(`base-line-${name}`, "line", `base_${name}`, {filter: ["==", ["geometry-type"], "LineString"], paint: {"line-color": line}}),
        from(`base-dot-${name}`, "circle", `base_${name}`, {filter: ["==", ["geometry-type"], "Point"], paint: {"circle-color": line, "circle-radius": 2}}),
      ]),
      from("squares", "fill", "squares", {maxzoom: squaresBelow, paint: {"fill-color": slate, "fill-opacity": ["interpolate", ["linear"], ["get", "n"], 3, 0.15, 100, 0.6], "fill-outline-color": slate}}),
      from("roads", "line", "roads", {layout: {"line-join": "round"}, paint: {"line-color": soft, "line-width": 3}}),
      from("places", "circle", "places", {paint: {"circle-radius": ["case", ["get", "main"], 5, 3], "circle-color": ink}}),
      from("names", "symbol", "places", {layout: label(13, {"text-anchor": "left", "text-offset": [0.7, 0]}), paint: halo}),
      // A road's number lies on its line; a place's stands above its dot, so that the two do not cover each other.
      ...[["road", true, 0], ["place", false, -20]].flatMap(([what, road, up]) => [
        from(`rings-${what}`, "circle", "tallies", {minzoom: squaresBelow, filter: ["==", ["get", "road"], road], paint: {
          "circle-radius": ["+", 11, ["*", 2, ["length", ["to-string", ["get", "n"]]]]], "circle-color": paper,
          "circle-stroke-color": road ? slate : ink, "circle-stroke-width": road ? 4 : 2, "circle-translate": [0, up]}}),
        from(`numbers-${what}`, "symbol", "tallies", {minzoom: squaresBelow, filter: ["==", ["get", "road"], road],
          layout: {"text-field": ["to-string", ["get", "n"]], "text-font": ["sans-serif"], "text-size": 14, "text-allow-overlap": true, "text-ignore-placement": true},
          paint: {"text-color": ink, "text-translate": [0, up]}}),
      ]),
    ],
  };

  box.hidden = false;
  let map;
  try {
    maplibregl.setWorkerUrl(said.worker);
    map = new maplibregl.Map({
      container: box, style, bounds: [[west, south], [east, north]], fitBoundsOptions: {padding: 48, maxZoom: 10},
      attributionControl: false, maxZoom: 14, dragRotate: false, pitchWithRotate: false, cooperativeGestures: false,
      locale: {"NavigationControl.ZoomIn": said.in, "NavigationControl.ZoomOut": said.out, "Map.Title": said.label, "Popup.Close": said.close},
    });
  } catch {
    box.hidden = true;
    return;
  }
  document.getElementById("map-wait").hidden = true;
  document.getElementById("map-few").hidden = false;
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({showCompass: false}));
  map.addControl(new maplibregl.ScaleControl());

  const filtered = (spot, road) => {
    const url = new URL(said.list, location.origin);
    if (road) url.searchParams.set("axe", spot);
    return url;
  };
  const rings = ["rings-road", "rings-place"];
  map.on("click", rings, (event) => {
    const {n, name, spot, road} = event.features[0].properties;
    const told = document.createElement("div");
    const what = document.createElement("p");
    what.textContent = `${name} – ${said.events}${n}`;
    const open = document.createElement("a");
    const url = filtered(spot, road);
    if (!road) url.searchParams.set("lieu", name);
    open.href = url;
    open.textContent = said.open;
    told.append(what, open);
    new maplibregl.Popup({closeButton: true}).setLngLat(event.lngLat).setDOMContent(told).addTo(map);
  });
  map.on("mouseenter", rings, () => map.getCanvas().classList.add("points"));
  map.on("mouseleave", rings, () => map.getCanvas().classList.remove("points"));
  map.once("idle", () => { box.dataset.ready = "yes"; });
})();
