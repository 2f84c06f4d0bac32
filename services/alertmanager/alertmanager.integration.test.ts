import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseImage, buildImage, docker, waitUntil } from '@alice/test-stack';

jest.setTimeout(180_000);

/** Takes webhooks and mail, without TLS, and prints each as one line. */
const RECEIVER = `
const http = require('node:http'), net = require('node:net');
http.createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  console.log('webhook ' + body);
  response.end();
}).listen(8000);
net.createServer((socket) => {
  let mail = '', inData = false;
  socket.on('error', () => {});
  socket.write('220 mail ESMTP\\r\\n');
  socket.on('data', (piece) => {
    mail += piece;
    if (inData ? !mail.endsWith('\\r\\n.\\r\\n') : !mail.endsWith('\\r\\n')) return;
    if (inData) console.log('mail ' + JSON.stringify(mail));
    const begins = /^DATA/i.test(mail), ends = /^QUIT/i.test(mail);
    inData = begins;
    socket.write(begins ? '354 go\\r\\n' : ends ? '221 bye\\r\\n' : '250 ok\\r\\n');
    mail = '';
    if (ends) socket.end();
  });
}).listen(2525);
`;

describe('alertmanager', () => {
  const name = `alice-test-${process.pid}-alertmanager`;
  const receiver = `${name}-receiver`;
  const prometheus = `${name}-prometheus`;
  const safe = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges:true'];
  const ofNobody = ['--tmpfs', '/tmp:uid=65534,gid=65534', '--tmpfs', '/alertmanager:uid=65534,gid=65534'];
  let image: string;
  let directory: string;

  beforeAll(async () => {
    image = await buildImage('services/alertmanager/Dockerfile');
    directory = await mkdtemp(join(tmpdir(), 'alice-test-alertmanager-'));
    await chmod(directory, 0o755);
    await writeFile(join(directory, 'alert_webhook_url'), 'http://receiver:8000/a-secret-path', {
      mode: 0o444,
    });
    await docker(['network', 'create', '--internal', name]);
    const node = ['--network-alias', 'receiver', '--entrypoint', 'node', baseImage('NODE_IMAGE')];
    await docker(['run', '-d', '--name', receiver, '--network', name, ...node, '-e', RECEIVER]);
    const told = {
      ALERTS: 'email,webhook',
      ALERT_EMAIL_TO: "o'hara@example.org",
      ALERT_EMAIL_FROM: 'alice@example.org',
      ALERT_SMTP_HOST: 'receiver:2525',
      ALERT_SMTP_TLS: 'false',
    };
    const environment = Object.entries(told).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
    const secrets = ['--volume', `${directory}:/run/secrets:ro`, '--network-alias', 'alertmanager'];
    await docker([
      ...['run', '-d', '--name', name, '--network', name, ...safe, ...ofNobody, ...secrets, ...environment],
      image,
    ]);
    await waitUntil('a healthy Alertmanager', () => amtool('alert', 'query').then(() => true), {
      timeoutMs: 30_000,
    });
  });
  afterAll(async () => {
    await docker(['rm', '--force', '--volumes', name, receiver, prometheus]).catch(() => undefined);
    await docker(['network', 'rm', name]).catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
  });

  const amtool = (...args: string[]) =>
    docker(['exec', name, 'amtool', '--alertmanager.url=http://localhost:9093', ...args]);
  const received = async (kind: 'mail' | 'webhook') =>
    (await docker(['logs', receiver])).split('\n').filter((line) => line.startsWith(kind));

  it('tells of an alarm by webhook and by mail, each once, and not of what follows from it', async () => {
    const now = new Date();
    await amtool(
      'alert',
      'add',
      'ServiceDown',
      'job=backend',
      'severity=critical',
      '--annotation=summary=backend away',
    );
    await amtool('alert', 'add', 'ServiceAway', 'job=backend', 'service=nlu');
    const [hook] = await waitUntil(
      'the webhook',
      async () => {
        const hooks = await received('webhook');
        return hooks.length > 0 && hooks;
      },
      { timeoutMs: 60_000 },
    );
    const said = JSON.parse(hook?.slice('webhook '.length) ?? '') as {
      status: string;
      alerts: { labels: Record<string, string>; annotations: Record<string, string>; startsAt: string }[];
    };
    expect(said).toMatchObject({
      status: 'firing',
      alerts: [
        {
          labels: { alertname: 'ServiceDown', job: 'backend' },
          annotations: { summary: 'backend away' },
        },
      ],
    });
    expect(Math.abs(Date.parse(said.alerts[0]?.startsAt ?? '') - now.getTime())).toBeLessThan(60_000);
    const [mail] = await waitUntil('the mail', async () => {
      const mails = await received('mail');
      return mails.length > 0 && mails;
    });
    expect(mail).toContain("o'hara@example.org");
    expect(mail).toContain('ServiceDown');
    expect([...(await received('webhook')), ...(await received('mail'))].join()).not.toContain('ServiceAway');
  });

  it('is found by Prometheus, which looks for it only where somebody is to be told', async () => {
    const prometheusImage = await buildImage('services/prometheus/Dockerfile');
    const start = async (alerts: string) => {
      await docker(['rm', '--force', '--volumes', prometheus]).catch(() => undefined);
      const environment = ['--env', `ALERTS=${alerts}`, '--network-alias', 'series'];
      await docker([
        ...['run', '-d', '--name', prometheus, '--network', name, '--tmpfs', '/tmp:uid=65534,gid=65534'],
        ...environment,
        prometheusImage,
      ]);
    };
    const managers = async () => {
      const answer = await docker([
        ...['exec', receiver, 'node', '-e'],
        "fetch('http://series:9090/api/v1/alertmanagers').then((r) => r.text()).then(console.log)",
      ]);
      return (JSON.parse(answer) as { data: { activeAlertmanagers: { url: string }[] } }).data
        .activeAlertmanagers;
    };
    await start('webhook');
    await waitUntil('it to be found', async () => (await managers()).length === 1, { timeoutMs: 40_000 });
    await start('');
    await waitUntil('an answer', async () => (await managers()).length === 0, { timeoutMs: 40_000 });
    expect(await docker(['exec', prometheus, 'cat', '/tmp/prometheus.yml'])).not.toContain('alerting');
  });

  it('does not start with anything wrong, and says what', async () => {
    const address = { ALERT_EMAIL_TO: 'a@b.se', ALERT_EMAIL_FROM: 'a@b.se' };
    const wrong: [string, Record<string, string>][] = [
      ['ALERTS', {}],
      ['ALERTS', { ALERTS: 'pigeon' }],
      ['ALERT_EMAIL_TO', { ALERTS: 'email' }],
      ['ALERT_SMTP_HOST', { ALERTS: 'email', ...address, ALERT_SMTP_HOST: 'mail' }],
      ['alert_webhook_url', { ALERTS: 'webhook' }],
    ];
    for (const [name, environment] of wrong) {
      const set = Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
      const start = docker(['run', '--rm', ...ofNobody, ...set, image]);
      await expect(start).rejects.toThrow(new RegExp(`alertmanager: .*${name} must be`));
    }
  });
});
