/* global self, caches, setTimeout, Response, VERSION */
// Keeps one page: what is shown where Alice can't be reached. Answers of the backend are never kept.
//
// A new build's worker waits until no page of the old one is open, as workers do by themselves: a page that is asked for
// while skipWaiting() puts another worker in its place has hung in Chromium 156 for more than a minute.

const OFFLINE = '/offline';
/** A page has so long to begin, in milliseconds. */
const PAGE_MS = 15_000;
const CACHE = `alice-${VERSION}`;

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => event.waitUntil(keepIn(event.data.language)));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  if (pathname.startsWith('/_next/static/')) event.respondWith(fromCacheFirst(request));
  else if (request.mode === 'navigate' && !/^\/(?:api|nlu|music|spotify)\//.test(pathname)) {
    event.respondWith(fromNetworkFirst(event));
  }
});

async function keep() {
  const page = await fetch(OFFLINE, { cache: 'no-store', signal: AbortSignal.timeout(PAGE_MS) });
  if (!page.ok || page.redirected) throw new Error(`${OFFLINE} gave ${page.status}`);
  const parts = (await page.clone().text()).match(/\/_next\/static\/[^"'\\\s<>]+/g) ?? [];
  const cache = await caches.open(CACHE);
  await cache.addAll([...new Set(parts)]);
  await cache.put(OFFLINE, page);
}

/** Keeps the page anew, where the one that is kept is in another language than the pages now. */
async function keepIn(language) {
  const kept = await (await caches.match(OFFLINE))?.text();
  if (!kept?.includes(`<html lang="${language}"`)) await keep();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
}

/** The name of a static file changes with what is in it. */
async function fromCacheFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function fromNetworkFirst(event) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), PAGE_MS);
  });
  const answer = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  try {
    return await Promise.race([answer, late]);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}
