// Run inside a new backend, before anybody is sent to it: itself, and through it the nlu and the frontend of its release.
const { SMOKE_RELEASE, SMOKE_FRONTEND_PORT, BACKEND_PORT = 8000, NLU_URL } = process.env;
const suffix = SMOKE_RELEASE ? `-${SMOKE_RELEASE}` : '';
const own = `http://127.0.0.1:${BACKEND_PORT}`;
const nlu = `http://nlu${suffix}:${new URL(NLU_URL).port}`;

async function ask(address, expected, options = {}) {
  const answer = await fetch(address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
    ...options,
  });
  const text = await answer.text();
  if (answer.status !== expected) throw new Error(`${address} answers ${answer.status} and not ${expected}`);
  return text;
}
const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function smoke() {
  await ask(`${own}/api/health/ready`, 200);
  const { services } = JSON.parse(await ask(`${own}/api/health`, 200));
  for (const name of ['database', 'nlu'])
    if (services[name].status !== 'ok') throw new Error(`it finds ${name} ${services[name].status}`);
  JSON.parse(await ask(`${own}/api/auth/setup`, 200));
  await ask(`${own}/api/auth/me`, 401);
  await ask(`${own}/api/chat`, 401, json({ text: 'pausa musiken' }));
  const { tool } = JSON.parse(
    await ask(`${nlu}/nlu/classify`, 200, json({ text: 'pausa musiken', locale: 'sv' })),
  );
  if (tool?.name !== 'PAUSE') throw new Error(`nlu takes "pausa musiken" for ${JSON.stringify(tool)}`);
  const page = await ask(`http://frontend${suffix}:${SMOKE_FRONTEND_PORT || 3000}/login`, 200);
  if (!page.includes('</html>')) throw new Error('the page for signing in is cut off');
}

smoke().catch((error) => {
  process.stderr.write(`${error.message}${error.cause ? ` (${error.cause.message})` : ''}\n`);
  process.exitCode = 1;
});
