// Answers from what the reader keeps when the network is slow or gone. Keeps nothing by itself.
const PATIENCE = 3000; // milliseconds
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope) && !request.headers.has("range") && request.cache !== "reload") {
    event.respondWith(answer(request));
  }
});
async function answer(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (!kept) return fetch(request);
  const online = fetch(request).then((fresh) => (fresh.status < 500 ? fresh : kept), () => kept);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([online, patience]);
}
