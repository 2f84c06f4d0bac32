/** The headers of nginx/security-headers.conf, on whatever it answers; HSTS depends on how it is asked. */
export const everyAnswerHas = {
  'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'credentialless',
  'permissions-policy': expect.stringContaining('microphone=(self)') as string,
};
