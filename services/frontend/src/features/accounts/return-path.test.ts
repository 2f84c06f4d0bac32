import { loginPath, returnPath } from './return-path';

describe('returnPath', () => {
  it('goes back to where the person was', () => {
    expect(returnPath('?next=%2F%3Fc%3D42')).toBe('/?c=42');
  });

  it.each([
    '',
    '?next=https://evil.example',
    '?next=//evil.example',
    '?next=/%5Cevil.example',
    '?next=/%09/evil',
    '?next=javascript:1',
  ])('goes home for %p', (search) => {
    expect(returnPath(search)).toBe('/');
  });
});

describe('loginPath', () => {
  it('is one that comes back', () => {
    const path = loginPath({ pathname: '/settings/keys', search: '?a=1&b=ö' });
    expect(returnPath(path.slice(path.indexOf('?')))).toBe('/settings/keys?a=1&b=ö');
  });

  it('says nothing of home', () => {
    expect(loginPath({ pathname: '/', search: '' })).toBe('/login');
  });
});
