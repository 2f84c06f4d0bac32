import { isSingleKey, keyNames, SHORTCUTS, shortcutFor, type Press, type Situation } from './shortcuts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  altGraph: false,
  ...more,
});
const situation = (more: Partial<Situation> = {}): Situation => ({
  mac: false,
  typing: false,
  covered: false,
  singleKeys: true,
  ...more,
});
const meant = (pressed: Press, more?: Partial<Situation>) => shortcutFor(pressed, situation(more));

describe('shortcutFor', () => {
  it.each([
    ['?', { shiftKey: true }, 'help'],
    ['/', {}, 'search'],
    ['/', { shiftKey: true }, 'search'],
    ['k', { ctrlKey: true }, 'search'],
    ['K', { ctrlKey: true }, 'search'],
    ['/', { ctrlKey: true }, 'help'],
    ['/', { ctrlKey: true, shiftKey: true }, 'help'],
    ['n', {}, 'newConversation'],
    ['N', {}, 'newConversation'],
    ['n', { altKey: true }, 'newConversation'],
    ['N', { shiftKey: true }, 'next'],
    ['p', {}, 'playPause'],
    ['P', { shiftKey: true }, 'previous'],
    ['+', {}, 'louder'],
    ['+', { shiftKey: true }, 'louder'],
    ['-', {}, 'quieter'],
    ['Escape', {}, 'stop'],
    ['k', {}, null],
    ['n', { ctrlKey: true }, null],
    ['k', { ctrlKey: true, altKey: true }, null],
    ['k', { ctrlKey: true, shiftKey: true }, null],
    ['k', { metaKey: true }, null],
    ['p', { ctrlKey: true }, null],
    ['Shift', { shiftKey: true }, null],
  ])('takes %p with %p as %p', (key, more, id) => {
    expect(meant(press(key, more))).toBe(id);
  });

  it.each([
    ['k', { metaKey: true }, 'search'],
    ['k', { ctrlKey: true }, null],
    ['Dead', { altKey: true, code: 'KeyN' }, 'newConversation'],
    ['˜', { altKey: true, code: 'KeyN' }, 'newConversation'],
  ])('takes %p with %p on a Mac as %p', (key, more, id) => {
    expect(meant(press(key, more), { mac: true })).toBe(id);
  });

  it('leaves signs and letters to those who type, and on a Mac what Option makes of letters', () => {
    for (const key of ['?', '/', 'n', 'p', '+', 'm', 'c'])
      expect(meant(press(key), { typing: true })).toBeNull();
    expect(meant(press('k', { ctrlKey: true }), { typing: true })).toBe('search');
    expect(meant(press('n', { altKey: true }), { typing: true })).toBe('newConversation');
    expect(meant(press('n', { altKey: true }), { typing: true, mac: true })).toBeNull();
    expect(meant(press('Escape'), { typing: true })).toBe('stop');
  });

  it('takes no single character where the person wants none, but all else', () => {
    const left = SHORTCUTS.flatMap(({ id, ways }) =>
      ways
        .map(({ key, command, alt, shift }) =>
          press(key, { ctrlKey: !!command, altKey: !!alt, shiftKey: !!shift }),
        )
        .map((pressed) => meant(pressed, { singleKeys: false }))
        .map((found) => (found === null ? null : id)),
    ).filter(Boolean);
    expect(left).toEqual(['newConversation', 'search', 'stop', 'help']);
  });

  it('leaves all keys to a dialog or a menu that is open', () => {
    expect(meant(press('Escape'), { covered: true })).toBeNull();
    expect(meant(press('k', { ctrlKey: true }), { covered: true })).toBeNull();
  });

  it('takes a sign that AltGr makes for that sign, and no letter', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    expect(meant(press('?', altGr))).toBe('help');
    expect(meant(press('n', altGr))).toBeNull();
  });
});

describe('the shortcuts', () => {
  it('have no key that means two things', () => {
    const keys = SHORTCUTS.flatMap(({ ways }) => ways.map((way) => keyNames(way, false).join('+')));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leave the way to the list open to those who switch single keys off', () => {
    const help = SHORTCUTS.find(({ id }) => id === 'help');
    expect(help?.ways.some((way) => !isSingleKey(way))).toBe(true);
  });
});

describe('keyNames', () => {
  it('names keys as they are printed on them', () => {
    expect(keyNames({ key: 'k', command: true }, false)).toEqual(['Ctrl', 'K']);
    expect(keyNames({ key: 'k', command: true }, true)).toEqual(['⌘', 'K']);
    expect(keyNames({ key: 'n', alt: true }, true)).toEqual(['⌥', 'N']);
    expect(keyNames({ key: 'n', shift: true }, false)).toEqual(['Shift', 'N']);
    expect(keyNames({ key: 'Escape' }, false)).toEqual(['Esc']);
    expect(keyNames({ key: 'Enter' }, false)).toEqual(['Enter']);
    expect(keyNames({ key: '/' }, false)).toEqual(['/']);
  });
});
