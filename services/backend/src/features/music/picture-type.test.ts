import { pictureType } from './picture-type';

it.each([
  ['ffd8ffe000104a464946', 'image/jpeg'],
  ['89504e470d0a1a0a0000000d', 'image/png'],
  ['524946462400000057454250', 'image/webp'],
  ['52494646240000005741564566', undefined],
  ['ffd8', undefined],
  ['', undefined],
  [Buffer.from('<svg onload="alert(1)">').toString('hex'), undefined],
  [Buffer.from('GIF89a').toString('hex'), undefined],
])('takes %s… for %s', (hex, type) => {
  expect(pictureType(Buffer.from(hex, 'hex'))).toBe(type);
});
