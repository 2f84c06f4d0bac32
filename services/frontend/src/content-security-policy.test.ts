import { contentSecurityPolicy } from './content-security-policy';

const policy = (over: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: 'abc', https: true, development: false, ...over });

describe('contentSecurityPolicy', () => {
  it('lets only scripts with the nonce run', () => {
    expect(policy()).toContain("script-src 'nonce-abc' 'strict-dynamic';");
    expect(policy()).not.toContain('unsafe');
  });

  it('upgrades requests only where the page came over https', () => {
    expect(policy()).toContain('upgrade-insecure-requests');
    expect(policy({ https: false })).not.toContain('upgrade-insecure-requests');
  });

  it('lets code be evaluated only in development', () => {
    expect(policy({ development: true })).toContain("'unsafe-eval'");
  });
});
