import { pauseBefore, wantedAddress } from './come-back';

describe('pauseBefore', () => {
  it('waits longer and longer, and half a minute at most', () => {
    expect([0, 1, 4, 5, 1000].map(pauseBefore)).toEqual([2_000, 4_000, 30_000, 30_000, 30_000]);
  });
});

describe('wantedAddress', () => {
  it('is where the person wanted to go', () => {
    expect(wantedAddress({ pathname: '/settings/music', search: '?a=1', hash: '#b' })).toBe(
      '/settings/music?a=1#b',
    );
  });

  it('is the beginning for who came to the offline page itself', () => {
    expect(wantedAddress({ pathname: '/offline', search: '', hash: '' })).toBe('/');
  });
});
