import { connect } from 'node:tls';
import type { StartedTestContainer } from 'testcontainers';
import { ask } from './ask';
import { Door } from './door';
import { handshake } from './handshake';

jest.setTimeout(120_000);

const environment = {
  TLS_MODE: 'self-signed',
  DOMAIN: 'alice.home.arpa',
  ALLOWED_HOSTS: 'alice.home.arpa,localhost',
};

describe('the door with TLS', () => {
  let door: Door;
  let nginx: StartedTestContainer;
  let http: string;
  let tlsPort: number;
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(`https://127.0.0.1:${tlsPort}`, path, {
      headers,
      rejectUnauthorized: false,
      servername: 'localhost',
    });

  beforeAll(async () => {
    door = await Door.build();
    await door.startServices();
    nginx = await door.start({ ...environment, HTTPS_PORT: '8444' });
    http = `http://127.0.0.1:${nginx.getMappedPort(8080)}`;
    tlsPort = nginx.getMappedPort(8443);
  });
  afterAll(() => door?.stop());

  it('signs a certificate for DOMAIN and the hosts that are allowed', async () => {
    const { certificate } = await handshake(tlsPort);
    expect(certificate.subjectaltname).toBe('DNS:alice.home.arpa, DNS:localhost, IP Address:127.0.0.1');
    expect(certificate.asn1Curve).toBe('prime256v1');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) => {
    const { protocol } = await handshake(tlsPort, { minVersion: version, maxVersion: version });
    expect(protocol).toBe(version);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'ALL@SECLEVEL=0' };
    await expect(handshake(tlsPort, old)).rejects.toThrow(/protocol version|alert/i);
  });

  it('offers HTTP/2', async () => {
    const protocol = await new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: tlsPort,
        servername: 'localhost',
        rejectUnauthorized: false,
      };
      const socket = connect({ ...options, ALPNProtocols: ['h2', 'http/1.1'] }, () => {
        resolve(socket.alpnProtocol);
        socket.destroy();
      });
      socket.once('error', reject);
    });
    expect(protocol).toBe('h2');
  });

  it('shakes no hand for a name that is not allowed', async () => {
    await expect(handshake(tlsPort, { servername: 'evil.example' })).rejects.toThrow(
      /unrecognized name|alert/i,
    );
    expect((await get('/', { Host: 'evil.example' })).status).toBe(421);
  });

  it('passes requests on, as https', async () => {
    const answer = await get('/api/x', { Host: 'localhost:8444' });
    expect(JSON.parse(answer.body)).toMatchObject({
      part: 'backend',
      headers: { 'x-forwarded-proto': 'https', host: 'localhost:8444' },
    });
  });

  it('takes plain http on the port of TLS to https', async () => {
    const answer = await ask(`http://127.0.0.1:${tlsPort}`, '/a?b=c', { headers: { Host: 'localhost' } });
    expect(answer).toMatchObject({ status: 301, headers: { location: 'https://localhost:8444/a?b=c' } });
  });

  it('leaves the port out of a redirect to the usual one', async () => {
    const usual = await door.start({ ...environment, HTTPS_PORT: '443' });
    const answer = await ask(`http://127.0.0.1:${usual.getMappedPort(8080)}`, '/a', {
      headers: { Host: 'alice.home.arpa' },
    });
    expect(answer.headers.location).toBe('https://alice.home.arpa/a');
  });

  it('redirects http to the same host and the published port', async () => {
    const answer = await ask(http, '/a?b=c', { headers: { Host: 'alice.home.arpa:8081' } });
    expect(answer).toMatchObject({
      status: 301,
      headers: { location: 'https://alice.home.arpa:8444/a?b=c' },
    });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect((await ask(http, '/', { headers: { Host: 'evil.example' } })).status).toBe(421);
  });

  it('serves the ACME challenge over http', async () => {
    await nginx.exec([
      'sh',
      '-c',
      'mkdir -p /var/www/acme/.well-known/acme-challenge && echo proof > /var/www/acme/.well-known/acme-challenge/token',
    ]);
    const answer = await ask(http, '/.well-known/acme-challenge/token', {
      headers: { Host: 'alice.home.arpa' },
    });
    expect(answer).toMatchObject({ status: 200, body: 'proof\n' });
  });

  it('sends no HSTS with a certificate that nobody trusts', async () => {
    expect((await get('/')).headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([
    [{ HSTS_MAX_AGE: 'long' }, 'HSTS_MAX_AGE', 'whole seconds'],
    [{ HSTS_PRELOAD: 'true' }, 'HSTS_PRELOAD', 'HSTS_INCLUDE_SUBDOMAINS=true'],
    [{ TLS_MODE: 'yes please' }, 'TLS_MODE', 'self-signed'],
    [{ ALLOWED_HOSTS: 'a;b' }, 'ALLOWED_HOSTS', 'host names'],
    [{ RATE_API: '10' }, 'RATE_API', '10r/s'],
    [{ BACKEND_PORT: 'x' }, 'BACKEND_PORT', 'a port'],
  ])('does not take %p, and names the variable', async (wrong, name, hint) => {
    const { exitCode, output } = await nginx.exec(['alice-nginx'], { env: { ...wrong } });
    expect(exitCode).toBe(78);
    expect(output).toContain(name);
    expect(output).toContain(hint);
  });
});
