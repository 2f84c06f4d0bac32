import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

// Runs in a container of its own: backend, frontend, nlu and music at once, told apart by the port. It answers with
// what reached it.
const PARTS: Record<number, string> = {
  8000: 'backend',
  3000: 'frontend',
  7071: 'nlu',
  8001: 'music',
  9000: 'moved',
};

let waiting: ServerResponse | undefined;

function answer(part: string, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  const signedIn =
    request.headers.cookie === 'alice_sid=good' || request.headers.authorization === 'Bearer good';
  if (part === 'backend' && path === '/api/auth/check') {
    response.writeHead(signedIn ? 204 : 401).end();
    return;
  }
  if (path.startsWith('/api/chat/stream')) {
    // The rest comes when /api/release asks for it: a buffering proxy would never hand over the first half.
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: start\n\n');
    waiting = response;
    return;
  }
  if (path === '/api/release') waiting?.end('event: done\n\n');
  if (path === '/api/docs') response.setHeader('Content-Security-Policy', "default-src 'self'");
  if (path === '/with-policy') response.setHeader('Content-Security-Policy', "default-src 'none'");
  if (path === '/api/broken') response.statusCode = 500;
  if (request.headers['if-none-match'] !== undefined) {
    response.writeHead(304, { ETag: '"1"' }).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('X-Powered-By', 'double');
  response.setHeader('X-Frame-Options', 'SAMEORIGIN');
  request.resume();
  request.once('end', () => {
    response.end(JSON.stringify({ part, method: request.method, path, headers: request.headers }));
  });
}

for (const [port, part] of Object.entries(PARTS)) {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) =>
    answer(part, request, response),
  );
  server.on('upgrade', (request, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Part: ${part}\r\n\r\n`,
    );
  });
  server.listen(Number(port), '0.0.0.0');
}
process.once('SIGTERM', () => process.exit(0));
