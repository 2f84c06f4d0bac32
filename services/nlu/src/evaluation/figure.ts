/** A drawing's size in pixels, and what a screen reader says of it. */
export interface FigureFrame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
}

/** Ink, paper and two hues, by a class each, for a light page and for a dark one. */
const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.small { font-size: 9px }
.muted { fill: #59636e }
.paper { fill: #fff }
.line { stroke: #d1d9e0 }
.ideal { stroke: #1f2328; stroke-dasharray: 4 3 }
.right { fill: #54aeff }
.wrong { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.muted { fill: #9198a1 }
.paper { fill: #0d1117 }
.line { stroke: #3d444d }
.ideal { stroke: #e6edf3 }
.right { fill: #1f6feb }
.wrong { fill: #f0883e }
}`;

/** A whole SVG document around what is drawn; it follows the reader's choice of light or dark. */
export function figure({ width, height, title, description }: FigureFrame, body: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${String(width)}" height="${String(height)}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

/** An element without content. Numbers are rounded to a hundredth of a pixel. */
export function shape(name: 'rect' | 'line', attributes: Readonly<Record<string, string | number>>): string {
  return `<${name}${writeAttributes(attributes)}/>`;
}

/** A line of text. */
export function label(content: string, attributes: Readonly<Record<string, string | number>>): string {
  return `<text${writeAttributes(attributes)}>${escapeXml(content)}</text>`;
}

/** A rectangle that tells its content where the pointer rests on it. */
export function cell(content: string, attributes: Readonly<Record<string, string | number>>): string {
  return `<rect${writeAttributes(attributes)}><title>${escapeXml(content)}</title></rect>`;
}

function writeAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      const written = typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeXml(value);
      return ` ${name}="${written}"`;
    })
    .join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
