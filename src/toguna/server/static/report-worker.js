/* Keeps the report page, as somebody without a seat is shown it, for when there is no network. Nothing that anybody
   wrote or read is kept here. */
"use strict";
const NAME = "toguna-report-" + "__VERSION__";
const PAGE = new URL("./", self.location).pathname;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    // Without its cookies: the page that is kept is nobody's.
    const answer = await fetch(PAGE, {credentials: "omit", cache: "reload"});
    if (!answer.ok) throw new Error("no page to keep");
    const body = await answer.text();
    const parts = [...body.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
    const cache = await caches.open(NAME);
    await cache.put(PAGE, new Response(body, {headers: {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") || "default-src 'self'"}}));
    await cache.addAll([...new Set(parts)]);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("toguna-report-") && name !== NAME) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  const ours = event.request.mode === "navigate" ? address.pathname === PAGE : address.pathname.startsWith("/static/");
  if (!ours) return;
  event.respondWith((async () => {
    try {
      return await fetch(event.request);
    } catch (gone) {
      const cache = await caches.open(NAME);
      const held = await cache.match(event.request.mode === "navigate" ? PAGE : event.request, {ignoreVary: true});
      if (held) return held;
      throw gone;
    }
  })());
});
