import { buildImage, docker, waitUntil } from '@alice/test-stack';
import type { StartedTestContainer } from 'testcontainers';
import { CertificateStack, DOMAIN } from './certificate-stack';
import { look, Prober, type Seen } from './prober';

jest.setTimeout(60_000);

/** One after another: each begins with what the one before has left. */
describe('the certificate of an authority', () => {
  const stack = new CertificateStack();
  let nginx: StartedTestContainer;
  const see = () => look(nginx.getMappedPort(8443), DOMAIN);
  const waitForAnother = (than: Seen, timeoutMs = 20_000) =>
    waitUntil(
      'another certificate',
      async () => {
        const seen = await see();
        return seen.serial !== than.serial && seen;
      },
      { timeoutMs, intervalMs: 200 },
    );

  beforeAll(async () => {
    await stack.prepare();
    nginx = await stack.startNginx();
    await stack.startPebble();
  });
  afterAll(() => stack.stop());

  it('is fetched through nginx, which serves its own until then and the real one without a restart', async () => {
    const first = await see();
    expect(first).toMatchObject({ status: 200, subject: 'Alice', issuer: 'Alice' });
    expect(first.strictTransportSecurity).toBeUndefined();
    await stack.startCertbot({ ACME_CHECK_SECONDS: '3', ACME_RETRY_SECONDS: '2' });
    const real = await waitForAnother(first, 45_000);
    expect(real).toMatchObject({ status: 200, names: `DNS:${DOMAIN}`, curve: 'prime256v1' });
    expect(real.issuer).toMatch(/^Pebble /);
    // The first step of the ramp.
    expect(real.strictTransportSecurity).toBe('max-age=300');
    await waitUntil(
      'certbot to be healthy',
      async () => {
        const health = await docker(['inspect', '--format', '{{.State.Health.Status}}', stack.certbot]);
        return health.trim() === 'healthy';
      },
      { timeoutMs: 20_000 },
    );
    await waitUntil(
      'a look that finds nothing due',
      async () => (await stack.said()).includes('is not due'),
      {
        timeoutMs: 20_000,
      },
    );
    expect((await see()).serial).toBe(real.serial);
  });

  it('is renewed without a request that fails', async () => {
    const before = await see();
    const prober = new Prober(nginx.getMappedPort(8443), DOMAIN);
    try {
      await stack.inCertbot('alice-certbot', 'renew');
      const after = await waitForAnother(before);
      const answered = prober.answered;
      await waitUntil('fifty more answers', () => prober.answered > answered + 50);
      expect([...prober.serials]).toEqual([before.serial, after.serial]);
    } finally {
      await prober.stop();
    }
    expect(prober.failures).toEqual([]);
    expect(prober.answered).toBeGreaterThan(100);
  });

  it('stays while the authority is away, with longer and longer pauses, and is renewed when it is back', async () => {
    const before = await see();
    await stack.setAuthority('away');
    // Due from now on, in the words of certbot's own settings.
    await stack.inCertbot(
      'sed',
      '-i',
      '1i renew_before_expiry = 10000 days',
      `/etc/alice/certs/renewal/${DOMAIN}.conf`,
    );
    await waitUntil('the second pause', async () => (await stack.said()).includes('the next try is in 4 s'), {
      timeoutMs: 40_000,
    });
    expect(await stack.said()).toMatch(
      /"level":"warn".*no new certificate of alice\.example\.test: .*pebble/,
    );
    expect(await see()).toMatchObject({ status: 200, serial: before.serial });
    await stack.setAuthority('back');
    await waitForAnother(before, 40_000);
    expect((await stack.said()).match(/the next try is in (\d+) s/g)?.slice(0, 2)).toEqual([
      'the next try is in 2 s',
      'the next try is in 4 s',
    ]);
  });

  it('is not asked for when five tries have failed within the hour', async () => {
    const five = 'for i in 1 2 3 4 5; do date +%s; done > /etc/alice/certs/acme-failures';
    await stack.inCertbot('sh', '-c', five);
    await expect(stack.inCertbot('alice-certbot', 'renew')).rejects.toThrow(
      /5 tries have failed within an hour: wait 3\d\d\d s/,
    );
    await stack.inCertbot('rm', '/etc/alice/certs/acme-failures');
  });

  it('is refused where it is broken, replaced by nginx’s own after a restart, and fetched anew', async () => {
    await docker(['stop', stack.certbot]);
    const before = await see();
    const live = `/etc/alice/certs/live/${DOMAIN}`;
    await nginx.exec(['sh', '-c', `echo broken > ${live}/fullchain.pem`]);
    await waitUntil('nginx to refuse it', async () =>
      (await stack.saidBy(nginx.getId())).includes(
        `${DOMAIN}/fullchain.pem is no certificate; the certificate that is served stays`,
      ),
    );
    expect(await see()).toMatchObject({ status: 200, serial: before.serial });
    await nginx.restart({ timeout: 5 });
    const own = await waitUntil('nginx to be back', see);
    expect(own).toMatchObject({ status: 200, issuer: 'Alice', strictTransportSecurity: undefined });
    expect(await stack.saidBy(nginx.getId())).toContain(
      'a self-signed certificate is served until that is right',
    );
    await docker(['start', stack.certbot]);
    expect((await waitForAnother(own, 30_000)).issuer).toMatch(/^Pebble /);
  });
});

it.each([
  [{}, 'DOMAIN'],
  [{ DOMAIN: 'a b' }, 'DOMAIN'],
  [{ DOMAIN, ACME_NAMES: '*.example.test' }, 'ACME_NAMES'],
  [{ DOMAIN, ACME_EMAIL: 'me' }, 'ACME_EMAIL'],
  [{ DOMAIN, ACME_SERVER: 'http://ca' }, 'ACME_SERVER'],
  [{ DOMAIN, ACME_CHECK_SECONDS: 'often' }, 'ACME_CHECK_SECONDS'],
])('certbot does not start with %p, and names the variable', async (settings, name) => {
  const image = await buildImage('services/certbot/Dockerfile');
  const flags = Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  const start = docker(['run', '--rm', ...flags, image]);
  await expect(start).rejects.toMatchObject({
    message: expect.stringContaining(`${name} must be`) as string,
    cause: { code: 78 },
  });
});
