import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [number, number, number];

/** What a cover shows: one evening landscape by a lake, in the colours and the weather of its album. */
export interface Landscape {
  /** From the top of the sky down to the horizon. */
  sky: readonly Colour[];
  hills: Colour;
  /** Where the sun or moon stands (0–1) and how large it is. */
  sun: { x: number; y: number; radius: number; colour: Colour };
  /** Which stretch of the lake's shore is seen. */
  shore: number;
  aurora?: Colour;
  stars?: boolean;
  snow?: boolean;
  boat?: boolean;
}

const size = 500;
const horizon = 0.66;

const blend = (from: Colour, to: Colour, share: number): Colour => {
  const part = Math.min(1, Math.max(0, share));
  return [0, 1, 2].map((index) => from[index]! + (to[index]! - from[index]!) * part) as unknown as Colour;
};

/** A fixed pseudo-random number for a place. */
const speckle = (x: number, y: number) => {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43_758.5453;
  return value - Math.floor(value);
};

const ridge = (x: number, layer: number) =>
  horizon -
  0.15 +
  layer * 0.045 -
  0.035 * Math.sin(x * (5 + layer * 2.3) + layer * 1.9) -
  0.018 * Math.sin(x * (13 + layer * 5) + layer) -
  // Spruces: a saw along the nearest ridge.
  (layer === 2 ? 0.022 * Math.abs(((x * 46) % 1) - 0.5) * (0.5 + speckle(Math.floor(x * 46), 1)) : 0);

function skyAt(land: Landscape, x: number, y: number): Colour {
  const place = (y / horizon) * (land.sky.length - 1);
  const index = Math.min(land.sky.length - 2, Math.floor(place));
  let colour = blend(land.sky[index]!, land.sky[index + 1]!, place - index);
  if (land.stars && speckle(Math.floor(x * 160), Math.floor(y * 160)) > 0.9965) {
    colour = blend(colour, [255, 255, 245], 0.75 * (1 - y / horizon));
  }
  if (land.aurora) {
    const curtain = 0.2 + 0.07 * Math.sin(x * 6 + 1) + 0.03 * Math.sin(x * 17);
    const height = (y - curtain) / 0.2;
    const glow = height < 0 ? Math.exp(height * 9) : Math.exp(-height * 2.2);
    colour = blend(colour, land.aurora, glow * (0.5 + 0.18 * Math.sin(x * 60 + Math.sin(x * 9) * 4)));
  }
  const distance = Math.hypot(x - land.sun.x, y - land.sun.y) / land.sun.radius;
  if (distance < 1) return land.sun.colour;
  return blend(colour, land.sun.colour, 0.55 * Math.exp(-(distance - 1) * 1.1));
}

function landAt(land: Landscape, x: number, y: number): Colour {
  let colour = skyAt(land, x, y);
  const mist = land.sky.at(-1)!;
  for (let layer = 0; layer < 3; layer++) {
    if (y > ridge(x + land.shore, layer)) colour = blend(land.hills, mist, 0.62 - layer * 0.29);
  }
  return colour;
}

function colourAt(land: Landscape, x: number, y: number): Colour {
  let colour: Colour;
  if (y < horizon) {
    colour = landAt(land, x, y);
  } else {
    const depth = (y - horizon) / (1 - horizon);
    const ripple = Math.sin(y * 420 + Math.sin(x * 14) * 2) * 0.006 * (0.3 + depth);
    const mirrored = landAt(land, x + ripple, horizon - (y - horizon) * 1.25);
    colour = blend(mirrored, blend(land.hills, land.sky[0]!, 0.5), 0.22 + depth * 0.42);
  }
  if (land.boat) {
    const [across, up] = [(x - 0.4) / 0.13, (0.8 - y) / 0.13];
    const hull = up > 0 && up < 0.34 && Math.abs(across) < 0.55 + up * 1.2;
    const sail = up >= 0.3 && up < 1.15 && Math.abs(across) < (1.15 - up) * 0.58;
    if (hull || sail) colour = across + up * 0.2 < 0.1 ? [250, 247, 240] : [219, 222, 226];
  }
  if (land.snow) {
    const flake = speckle(Math.floor(x * 90), Math.floor(y * 90));
    const off = Math.hypot(((x * 90) % 1) - 0.5, ((y * 90) % 1) - 0.5);
    if (flake > 0.985 && off < 0.36) colour = blend(colour, [255, 255, 255], 0.85);
  }
  return colour;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Paints a landscape and returns it as a PNG file. */
export function paint(land: Landscape): Buffer {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let row = 0; row < size; row++) {
    const line = row * (size * 3 + 1);
    // Filter 2 stores the difference from the row above, which packs a sky well.
    rows[line] = 2;
    for (let column = 0; column < size; column++) {
      const colours = [0.25, 0.75].flatMap((down) =>
        [0.25, 0.75].map((along) => colourAt(land, (column + along) / size, (row + down) / size)),
      );
      for (let channel = 0; channel < 3; channel++) {
        rows[line + 1 + column * 3 + channel] =
          colours.reduce((sum, colour) => sum + colour[channel]!, 0) / 4;
      }
    }
  }
  for (let row = size - 1; row > 0; row--) {
    const line = row * (size * 3 + 1);
    for (let index = 1; index <= size * 3; index++) rows[line + index]! -= rows[line - size * 3 - 1 + index]!;
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const picture = deflateSync(rows, { level: 7 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', picture),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
