import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { UnavailableError } from '@alice/errors';
import { TlsCertificateProbe } from './tls-certificate-probe';

/** As nginx makes them, signed by itself, good for 100 years. Nothing else knows the key. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUA0WlBPBMOi78gNzTKuUPST/03qQwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFQWxpY2UwIBcNMjYxMTMwMTQ0OTU0WhgPMjEyNjExMDYxNDQ5
NTRaMBAxDjAMBgNVBAMMBUFsaWNlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
xCmHDB+ZT1PmXzUX3HKANtiVrrZYz8UmMH7jbYZ496HkRlG6IPdpLYb45Y7VRBQp
5CvRQQo/s8gTsmUHrGPr3qNTMFEwHQYDVR0OBBYEFFmn6bhnOp477TEudTSLnSWG
rSMWMB8GA1UdIwQYMBaAFFmn6bhnOp477TEudTSLnSWGrSMWMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAIC4N6HTMJsVYLrmCRdhdqVjrT5ZOX7r
shk53OQ3QRX1AiA2tNkI/cOo1VWsdU/f3GNUPndiTIYOGDinH1X0oEuy8A==
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+A/sxGCOWstI3ap2
B+IU2+5m7i7DI2khEDv+Qs7wGtqhRANCAATEKYcMH5lPU+ZfNRfccoA22JWutljP
xSYwfuNthnj3oeRGUbog92kthvjljtVEFCnkK9FBCj+zyBOyZQesY+ve
-----END PRIVATE KEY-----`;

const servers: Server[] = [];
const sockets: Socket[] = [];
const serve = async (server: Server) => {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
};
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => once(server.close(), 'close')));
});

/** What is served to who comes to `name`, and which name was asked for. */
async function readFrom(name: string) {
  let servername: string | undefined;
  const server = createServer(
    {
      cert: CERTIFICATE,
      key: KEY,
      SNICallback: (asked, done) => {
        servername = asked;
        done(null);
      },
    },
    (socket) => socket.resume(),
  );
  const served = await new TlsCertificateProbe(await serve(server), name).read();
  return { served, servername };
}

it('sees what is served for the name, trusted or not', async () => {
  expect(await readFrom('alice.home.arpa')).toEqual({
    served: {
      notBefore: Date.parse('2026-11-30T14:49:54Z') / 1000,
      notAfter: Date.parse('2126-11-06T14:49:54Z') / 1000,
      madeByNginx: true,
    },
    servername: 'alice.home.arpa',
  });
});

it('asks for no name where people come by an address', async () => {
  expect((await readFrom('192.0.2.1')).servername).toBeUndefined();
});

it('fails where nobody listens, and where who does speaks no TLS', async () => {
  const nowhere = new TlsCertificateProbe({ host: '127.0.0.1', port: 1 }, 'x');
  await expect(nowhere.read()).rejects.toThrow(UnavailableError);
  const address = await serve(createTcpServer((socket) => socket.end('hello\n')));
  await expect(new TlsCertificateProbe(address, 'x').read()).rejects.toThrow(UnavailableError);
});

it('waits five seconds for a handshake and no longer', async () => {
  const address = await serve(createTcpServer((socket) => socket.resume().on('error', () => undefined)));
  const before = performance.now();
  await expect(new TlsCertificateProbe(address, 'x').read()).rejects.toMatchObject({
    cause: expect.objectContaining({ message: 'the handshake took too long' }) as Error,
  });
  expect(performance.now() - before).toBeLessThan(8_000);
}, 10_000);
