import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { paint } from './cover.ts';
import type { Landscape } from './cover.ts';
import { folkSongs } from './folk-songs.ts';
import { mix, wavOf } from './mix.ts';
import { quietSongs } from './quiet-songs.ts';
import type { Song } from './score.ts';
import { townSongs } from './town-songs.ts';

interface Track {
  score: string;
  title: string;
  artist: string;
  album: string;
  albumArtist: string;
  track: number;
  genre: string;
  date: string;
  /** Under MPD's music directory. */
  file: string;
}

const songs: Record<string, () => Song> = { ...folkSongs, ...quietSongs, ...townSongs };

const covers: Record<string, Landscape> = {
  'Kväll vid Bolmen': {
    sky: [
      [64, 84, 120],
      [178, 140, 148],
      [246, 190, 138],
    ],
    hills: [38, 52, 62],
    shore: 0,
    sun: { x: 0.62, y: 0.47, radius: 0.075, colour: [255, 226, 170] },
  },
  'Norrsken över Åsnen': {
    sky: [
      [9, 14, 38],
      [16, 36, 66],
      [38, 78, 98],
    ],
    hills: [8, 20, 32],
    shore: 1.3,
    sun: { x: 0.8, y: 0.13, radius: 0.028, colour: [236, 240, 236] },
    aurora: [96, 232, 170],
    stars: true,
  },
  'Efter stängning': {
    sky: [
      [30, 24, 54],
      [92, 52, 84],
      [206, 112, 92],
    ],
    hills: [28, 20, 38],
    shore: 2.9,
    sun: { x: 0.3, y: 0.22, radius: 0.05, colour: [255, 214, 160] },
    stars: true,
  },
  'Paper Harbour': {
    sky: [
      [124, 172, 200],
      [176, 208, 218],
      [236, 234, 220],
    ],
    hills: [58, 96, 112],
    shore: 4.2,
    sun: { x: 0.74, y: 0.26, radius: 0.06, colour: [255, 244, 214] },
    boat: true,
  },
  'Godnatt, lilla räv': {
    sky: [
      [44, 54, 96],
      [96, 104, 148],
      [196, 178, 196],
    ],
    hills: [44, 52, 82],
    shore: 6.1,
    sun: { x: 0.35, y: 0.24, radius: 0.09, colour: [250, 240, 214] },
    snow: true,
  },
};

/** Plays every track of the catalogue into a folder, as Opus files with tags and covers. */
function render(catalogue: string, folder: string): void {
  const tracks = JSON.parse(readFileSync(catalogue, 'utf8')) as Track[];
  for (const track of tracks) {
    const song = songs[track.score];
    const cover = covers[track.album];
    if (!song || !cover) throw new Error(`no score or no cover for "${track.title}"`);
    const file = join(folder, track.file);
    const picture = join(dirname(file), 'cover.png');
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(picture)) writeFileSync(picture, paint(cover));
    const tags = {
      TITLE: track.title,
      ARTIST: track.artist,
      ALBUM: track.album,
      ALBUMARTIST: track.albumArtist,
      TRACKNUMBER: String(track.track),
      GENRE: track.genre,
      DATE: track.date,
      LICENSE: 'https://creativecommons.org/publicdomain/zero/1.0/',
    };
    const comments = Object.entries(tags).flatMap(([name, value]) => ['--comment', `${name}=${value}`]);
    const options = ['--quiet', '--bitrate', '112', '--comp', '5', '--picture', picture, ...comments];
    execFileSync('opusenc', [...options, '-', file], {
      input: wavOf(mix(song())),
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    process.stdout.write(`${track.artist}: ${track.title}\n`);
  }
}

const [catalogue, folder] = process.argv.slice(2);
if (!catalogue || !folder) throw new Error('usage: render.ts <tracks.json> <folder>');
render(catalogue, folder);
