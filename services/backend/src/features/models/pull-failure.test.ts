import { NotFoundError, UnavailableError } from '@alice/errors';
import { pullFailureOf } from './pull-failure';

it.each([
  ['write /models/blobs/sha256-ab-partial: no space left on device', 'disk_full'],
  ['max retries exceeded: write /models/blobs/x: no space left on device', 'disk_full'],
  [
    'pull model manifest: Get "https://registry.example/v2/": dial tcp: lookup registry.example on 127.0.0.11:53: no such host',
    'no_network',
  ],
  ['max retries exceeded: unexpected EOF', 'no_network'],
  ['no news for 60000 ms', 'no_network'],
  ['pull model manifest: 412: this model requires a newer version of Ollama.', 'old_server'],
  ['something else', 'other'],
])('reads %s as %s', (words, failure) => {
  expect(pullFailureOf(new UnavailableError('the download failed', { cause: new Error(words) }))).toBe(
    failure,
  );
});

it('knows a model that no registry has', () => {
  expect(pullFailureOf(new NotFoundError('no registry has that model'))).toBe('unknown_model');
});
