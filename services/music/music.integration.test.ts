import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage, docker, waitUntil } from '@alice/test-stack';
import mpd, { type MPD } from 'mpd2';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';

type Answer = Record<string, string | number>;

interface Track {
  file: string;
  title: string;
  artist: string;
  album: string;
  albumArtist: string;
  track: number;
  genre: string;
  date: string;
}

const tracks = JSON.parse(readFileSync(join(__dirname, 'tracks.json'), 'utf8')) as Track[];
const track = (title: string) => {
  const found = tracks.find((candidate) => candidate.title === title);
  if (!found) throw new Error(`no track is called ${title}`);
  return found;
};

/** Half a second of a tone as a WAV file. */
function wavFile(): Buffer {
  const samples = 22_050;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(44_100, 24);
  file.writeUInt32LE(88_200, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index++)
    file.writeInt16LE(8000 * Math.sin(index / 16), 44 + index * 2);
  return file;
}

/** How many bits of information a byte carries: near 8 for music, near 0 for encoded silence. */
function bitsPerByte(bytes: Buffer): number {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / bytes.length) * Math.log2(count / bytes.length),
    0,
  );
}

jest.setTimeout(60_000);

describe('the music service', () => {
  let mine: string;
  let container: StartedTestContainer;
  let client: MPD.Client;

  const connect = () => mpd.connect({ host: container.getHost(), port: container.getMappedPort(6600) });
  // The declarations know only strings, but a Command turns itself into one and escapes its arguments.
  const send = (name: string, ...args: string[]) =>
    client.sendCommand(`${mpd.cmd(name, ...args) as unknown as string}`);
  const object = async (name: string, ...args: string[]) =>
    mpd.parseObject<Answer>(await send(name, ...args));

  async function listen(size: number): Promise<{ response: IncomingMessage; bytes: Buffer }> {
    const url = `http://${container.getHost()}:${container.getMappedPort(8001)}/`;
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      get(url, resolve).on('error', reject),
    );
    const chunks: Buffer[] = [];
    let received = 0;
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      received += (chunk as Buffer).length;
      if (received >= size) break;
    }
    return { response, bytes: Buffer.concat(chunks) };
  }

  beforeAll(async () => {
    mine = mkdtempSync(join(tmpdir(), 'alice-music-'));
    chmodSync(mine, 0o755);
    container = await new GenericContainer(await buildImage('services/music/Dockerfile'))
      .withExposedPorts(6600, 8001)
      .withTmpFs({ '/tmp': 'rw,uid=10003,gid=10003,mode=0700' })
      .withBindMounts([{ source: mine, target: '/music/mine', mode: 'ro' }])
      .withDroppedCapabilities('ALL')
      .withWaitStrategy(Wait.forHealthCheck())
      .withStartupTimeout(120_000)
      .start();
    client = await connect();
  }, 600_000);

  afterAll(async () => {
    await client?.disconnect();
    await container?.stop({ timeout: 0 });
    if (mine) rmSync(mine, { recursive: true });
  });

  it('has every track of the catalogue, with its tags, as soon as it is healthy', async () => {
    expect(await object('stats')).toMatchObject({ songs: tracks.length });
    for (const expected of tracks) {
      expect(await object('lsinfo', expected.file)).toMatchObject({
        title: expected.title,
        artist: expected.artist,
        album: expected.album,
        albumartist: expected.albumArtist,
        track: expected.track,
        genre: expected.genre,
        date: expected.date,
      });
    }
  });

  it('has a cover for every track, in the file and in the folder', async () => {
    for (const { file } of tracks) {
      for (const command of ['readpicture', 'albumart']) {
        const { output } = await container.exec(['mpc', command, file]);
        expect(output).toMatch(/^.PNG/);
      }
    }
  });

  it('begins at half volume with an empty queue, and its stream already answers with silence', async () => {
    expect(await object('status')).toMatchObject({ volume: 50, playlistlength: 0, state: 'stop' });
    const { response, bytes } = await listen(24_000);
    expect(response.headers['content-type']).toBe('audio/mpeg');
    expect(bitsPerByte(bytes)).toBeLessThan(4);
  });

  it('plays: time passes, and the stream carries MPEG audio that is not silence', async () => {
    await send('add', track('Paper Harbour').file);
    await send('play');
    await waitUntil('two seconds of music', async () => Number((await object('status')).elapsed) > 2);
    const { bytes } = await listen(48_000);
    const frame = bytes.indexOf(Buffer.from([0xff, 0xfb]));
    expect(frame).toBeGreaterThanOrEqual(0);
    expect(bitsPerByte(bytes)).toBeGreaterThan(7);
  });

  it('keeps volume and likes when it is killed, and goes on with the queue', async () => {
    const lullaby = track('Godnatt, lilla räv').file;
    await send('setvol', '37');
    await send('sticker', 'set', 'song', lullaby, 'like', '2');
    await waitUntil('the state on disk', async () => {
      const { output } = await container.exec(['cat', '/var/lib/mpd/state']);
      return output.includes('sw_volume: 37') && output.includes('Paper Harbour');
    });
    await client.disconnect();
    await docker(['kill', '--signal', 'KILL', container.getId()]);
    await container.restart();
    client = await connect();

    expect(await object('status')).toMatchObject({ volume: 37, playlistlength: 1, state: 'play' });
    expect(await send('sticker', 'get', 'song', lullaby, 'like')).toContain('like=2');
  });

  it('finds a file that is put into the folder of the user', async () => {
    writeFileSync(join(mine, 'Egen låt.wav'), wavFile(), { mode: 0o644 });
    await send('update', 'mine');
    await waitUntil('the new file', async () =>
      (await send('listall', 'mine')).includes('mine/Egen låt.wav'),
    );
  });
});
