import { hashPassword, verifyPassword } from './password-hash';

it('hashes with argon2id and a salt of its own, and verifies in any Unicode form', async () => {
  const [one, two] = await Promise.all([hashPassword('lösenord åäö'), hashPassword('lösenord åäö')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword('lösenord åäö'.normalize('NFD'), one)).toBe(true);
  expect(await verifyPassword('lösenord', one)).toBe(false);
});

it('serves many at once in turn', async () => {
  const hash = await hashPassword('ett två tre fyra');
  const checks = Array.from({ length: 8 }, (_, i) =>
    verifyPassword(i % 2 ? 'fel' : 'ett två tre fyra', hash),
  );
  expect(await Promise.all(checks)).toEqual([true, false, true, false, true, false, true, false]);
});

it('leaves the thread that answers people alone', async () => {
  await hashPassword('så att tråden finns');
  const [before, whole] = [process.threadCpuUsage(), process.cpuUsage()];
  await hashPassword('ett två tre fyra');
  const busy = process.threadCpuUsage(before);
  const all = process.cpuUsage(whole);
  expect(busy.user + busy.system).toBeLessThan((all.user + all.system) / 3);
});
