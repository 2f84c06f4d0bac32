import { UnavailableError } from '@alice/errors';
import { CertificateWatch } from './certificate-watch';
import type { ServedCertificate } from './served-certificate.port';

const certificate: ServedCertificate = {
  notBefore: 1_760_000_000,
  notAfter: 1_767_776_000,
  madeByNginx: false,
};

let answers: (ServedCertificate | Error)[];
let unseen: jest.Mock;
let watch: CertificateWatch;

beforeEach(() => {
  jest.useFakeTimers();
  answers = [];
  unseen = jest.fn();
  const read = () => {
    const answer = answers.shift();
    return answer && !(answer instanceof Error)
      ? Promise.resolve(answer)
      : Promise.reject(answer ?? new Error('asked too often'));
  };
  watch = new CertificateWatch({ read }, unseen);
});
afterEach(() => {
  watch.stop();
  jest.useRealTimers();
});

it('looks every quarter of a minute until it has seen one, and then every five minutes', async () => {
  const away = new UnavailableError('nginx is not there yet');
  const next = { ...certificate, notAfter: certificate.notAfter + 1 };
  answers = [away, certificate, next];
  watch.start();
  await jest.advanceTimersByTimeAsync(14_000);
  expect(watch.seen).toBeNull();
  expect(unseen).toHaveBeenCalledWith(away);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(watch.seen).toEqual(certificate);
  await jest.advanceTimersByTimeAsync(290_000);
  expect(watch.seen).toEqual(certificate);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(watch.seen).toEqual(next);
});

it('remembers the last one where nginx is away', async () => {
  answers = [certificate, new UnavailableError('away')];
  watch.start();
  await jest.advanceTimersByTimeAsync(301_000);
  expect(unseen).toHaveBeenCalledTimes(1);
  expect(watch.seen).toEqual(certificate);
});

it('asks no more once it is stopped', async () => {
  answers = [certificate];
  watch.start();
  await jest.advanceTimersByTimeAsync(1);
  watch.stop();
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(unseen).not.toHaveBeenCalled();
});
