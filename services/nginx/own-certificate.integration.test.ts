import { getCiphers } from 'node:tls';
import { waitUntil } from '@alice/test-stack';
import type { StartedTestContainer } from 'testcontainers';
import { ask, type Ask } from './ask';
import { Authority, type CertificateFiles } from './authority';
import { Door } from './door';
import { everyAnswerHas } from './every-answer-has';
import { handshake } from './handshake';

jest.setTimeout(120_000);

const DOMAIN = 'alice.home.arpa';
const environment = { TLS_MODE: 'own', DOMAIN, ALLOWED_HOSTS: DOMAIN };
const DAY = 86_400;

/** Mozilla's intermediate configuration, version 6.0. */
const SUITES = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-CHACHA20-POLY1305',
];

const files = ({ certificate, key }: CertificateFiles, kind = '') => [
  { content: certificate, target: `/etc/alice/ssl/fullchain${kind}.pem` },
  { content: key, target: `/etc/alice/ssl/privkey${kind}.pem` },
];
const firstServed = (daysAgo: number) => ({
  content: String(Math.floor(Date.now() / 1000) - daysAgo * DAY),
  target: '/etc/alice/certs/first-served',
});

describe('a certificate of the owner', () => {
  const authority = new Authority();
  let door: Door;
  const start = (content: { content: string; target: string }[], more: Record<string, string> = {}) =>
    door.start({ ...environment, ...more }, content);
  const seen = (nginx: StartedTestContainer) => handshake(nginx.getMappedPort(8443), { servername: DOMAIN });
  const get = (nginx: StartedTestContainer, path: string, options: Ask = {}) =>
    ask(`https://127.0.0.1:${nginx.getMappedPort(8443)}`, path, {
      rejectUnauthorized: false,
      servername: DOMAIN,
      ...options,
      headers: { Host: DOMAIN, ...options.headers },
    });
  const hsts = async (nginx: StartedTestContainer) =>
    (await get(nginx, '/healthz')).headers['strict-transport-security'];
  const said = async (nginx: StartedTestContainer) => {
    const lines: string[] = [];
    const log = await nginx.logs();
    log.on('data', (line: string) => lines.push(String(line)));
    return (text: string) => waitUntil(`nginx to say "${text}"`, () => lines.join('').includes(text));
  };

  beforeAll(async () => {
    door = await Door.build();
    await door.startServices();
  });
  afterAll(async () => {
    await door?.stop();
    authority.remove();
  });

  describe('with one of ECDSA and one of RSA', () => {
    let nginx: StartedTestContainer;
    beforeAll(async () => {
      const rsa = files(authority.sign(DOMAIN, { key: 'rsa' }), '-rsa');
      // Nothing listens at nlu's port, and of the API's requests one passes.
      const settings = { NLU_AGENT_PORT: '9999', RATE_API: '1r/m', RATE_API_BURST: '1' };
      nginx = await start([...files(authority.sign(DOMAIN)), ...rsa], settings);
    });

    it.each([
      ['TLSv1.2', 'ecdsa_secp256r1_sha256', 'prime256v1'],
      ['TLSv1.2', 'rsa_pss_rsae_sha256', undefined],
      ['TLSv1.3', 'ecdsa_secp256r1_sha256', 'prime256v1'],
      ['TLSv1.3', 'rsa_pss_rsae_sha256', undefined],
    ] as const)('shakes hands by %s with who knows %s only', async (version, sigalgs, curve) => {
      const options = { servername: DOMAIN, minVersion: version, maxVersion: version, sigalgs };
      const { protocol, certificate } = await handshake(nginx.getMappedPort(8443), options);
      expect({ protocol, curve: certificate.asn1Curve }).toEqual({ protocol: version, curve });
    });

    it('takes exactly six suites at TLS 1.2, of all that a client can offer', async () => {
      const offered = getCiphers()
        .filter((name) => !name.startsWith('tls_'))
        .map((name) => name.toUpperCase());
      expect(offered.length).toBeGreaterThan(40);
      const taken: string[] = [];
      for (const suite of offered) {
        const options = {
          servername: DOMAIN,
          maxVersion: 'TLSv1.2',
          ciphers: `${suite}:@SECLEVEL=0`,
        } as const;
        await handshake(nginx.getMappedPort(8443), options).then(
          ({ cipher }) => taken.push(cipher),
          () => undefined,
        );
      }
      expect(taken.sort()).toEqual(SUITES);
    });

    it.each<[string, string, number, Ask]>([
      ['a page', '/', 200, {}],
      ['a static file', '/_next/static/chunks/main.js', 200, {}],
      ['what has not changed', '/', 304, { headers: { 'If-None-Match': '"1"' } }],
      ['an answer of the API', '/api/x', 200, {}],
      ['an error of the backend', '/api/broken', 500, {}],
      ['too many requests', '/api/x', 429, {}],
      ['what does not exist', '/metrics', 404, {}],
      ['who is not signed in', '/nlu/classify', 401, {}],
      ['a service that is away', '/nlu/classify', 503, { headers: { Cookie: 'alice_sid=good' } }],
      ['a body that is too large', '/', 413, { method: 'POST', body: Buffer.alloc(2 ** 20 + 1) }],
      ['a host that is not allowed', '/', 421, { headers: { Host: 'evil.example' } }],
    ])('sends all its headers with %s (%s → %i)', async (_what, path, status, options) => {
      const answer = await get(nginx, path, options);
      expect(answer.status).toBe(status);
      const strange = options.headers?.Host !== undefined;
      expect(answer.headers).toMatchObject({
        // Of a host that is not its own it wants nothing to be remembered.
        ...(strange ? {} : { 'strict-transport-security': 'max-age=300' }),
        ...everyAnswerHas,
      });
    });

    it('sends no HSTS over plain http, where nobody must believe it', async () => {
      const base = `http://127.0.0.1:${nginx.getMappedPort(8080)}`;
      const { status, headers } = await ask(base, '/', { headers: { Host: DOMAIN } });
      expect(status).toBe(301);
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
    });
  });

  it('is taken on within seconds when it is replaced, and stays in use when what replaces it is no good', async () => {
    const [first, second] = [authority.sign(DOMAIN), authority.sign(DOMAIN)];
    const nginx = await start(files(first));
    const { certificate: before } = await seen(nginx);
    const hears = await said(nginx);
    await nginx.copyContentToContainer(files(second));
    const after = await waitUntil('the second certificate', async () => {
      const { certificate } = await seen(nginx);
      return certificate.serialNumber !== before.serialNumber && certificate;
    });
    const refused = async (bad: CertificateFiles, reason: string) => {
      await nginx.copyContentToContainer(files(bad));
      await hears(`${reason}; the certificate that is served stays`);
      expect((await seen(nginx)).certificate.serialNumber).toBe(after.serialNumber);
    };
    await refused({ certificate: 'broken', key: second.key }, 'ssl/fullchain.pem is no certificate');
    await refused(authority.sign(DOMAIN, { days: 0 }), 'the certificate ssl/fullchain.pem has expired');
    await refused({ ...first, key: second.key }, 'ssl/privkey.pem is not the key of ssl/fullchain.pem');
    await nginx.copyContentToContainer(files(first));
    await waitUntil('the first certificate again', async () => {
      return (await seen(nginx)).certificate.serialNumber === before.serialNumber;
    });
  });

  it.each<[string, (good: CertificateFiles) => CertificateFiles | undefined, string]>([
    ['missing', () => undefined, 'ssl/fullchain.pem is missing'],
    ['broken', ({ key }) => ({ certificate: 'x', key }), 'ssl/fullchain.pem is no certificate'],
    ['over', () => authority.sign(DOMAIN, { days: 0 }), 'the certificate ssl/fullchain.pem has expired'],
    ['without its key', (good) => ({ ...good, key: 'x' }), 'ssl/privkey.pem is no private key'],
    [
      'followed by rubbish',
      ({ certificate, key }) => ({ key, certificate: `${certificate}-----BEGIN CERTIFICATE-----\nx\n` }),
      'nginx does not take the certificate in ssl',
    ],
  ])('that is %s is replaced by one of nginx’s own, and it says so', async (_what, spoil, reason) => {
    const certificate = spoil(authority.sign(DOMAIN));
    const nginx = await start(certificate ? files(certificate) : []);
    expect((await seen(nginx)).certificate.subject.CN).toBe('Alice');
    expect(await hsts(nginx)).toBeUndefined();
    const hears = await said(nginx);
    await hears(reason);
  });

  it('comes into use as soon as it is right', async () => {
    const nginx = await start([]);
    await nginx.copyContentToContainer(files(authority.sign(DOMAIN)));
    await waitUntil('the owner’s certificate', async () => {
      return (await seen(nginx)).certificate.subject.CN === DOMAIN;
    });
  });

  it('has HSTS by its age since it was first served, and as it is set', async () => {
    const cases: [number, Record<string, string>, string][] = [
      [0, {}, 'max-age=300'],
      [2, {}, 'max-age=86400'],
      [8, {}, 'max-age=63072000'],
      [0, { HSTS_MAX_AGE: '0' }, 'max-age=0'],
      [0, { HSTS_MAX_AGE: '3600', HSTS_INCLUDE_SUBDOMAINS: 'true' }, 'max-age=3600; includeSubDomains'],
      [2, { HSTS_INCLUDE_SUBDOMAINS: 'true', HSTS_PRELOAD: 'true' }, 'max-age=86400; includeSubDomains'],
      [
        8,
        { HSTS_INCLUDE_SUBDOMAINS: 'true', HSTS_PRELOAD: 'true' },
        'max-age=63072000; includeSubDomains; preload',
      ],
    ];
    const certificate = files(authority.sign(DOMAIN));
    const found = await Promise.all(
      cases.map(async ([days, settings]) => {
        const nginx = await start([...certificate, firstServed(days)], settings);
        return [days, settings, await hsts(nginx)];
      }),
    );
    expect(found).toEqual(cases);
  });

  it('goes up the ramp of HSTS while it runs', async () => {
    const nginx = await start(files(authority.sign(DOMAIN)));
    expect(await hsts(nginx)).toBe('max-age=300');
    const { output } = await nginx.exec(['cat', '/etc/alice/certs/first-served']);
    expect(Math.abs(Date.now() / 1000 - Number(output))).toBeLessThan(60);
    await nginx.copyContentToContainer([firstServed(8)]);
    await waitUntil('the last step', async () => (await hsts(nginx)) === 'max-age=63072000');
  });

  it('has no HSTS where it signs itself', async () => {
    expect(await hsts(await start(files(authority.signAlone(DOMAIN))))).toBeUndefined();
  });
});
