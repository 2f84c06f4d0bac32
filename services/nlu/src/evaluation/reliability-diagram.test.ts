import { reliabilityDiagram } from './reliability-diagram';

it('draws a bar of the right height for each bin that holds answers', () => {
  const predictions = [
    { confidence: 0.98, correct: true },
    { confidence: 0.98, correct: false },
    { confidence: 0.1, correct: false },
  ];
  const svg = reliabilityDiagram('How sure is right', predictions);
  expect(svg.match(/class="right"/gu)).toHaveLength(2);
  expect(svg).toContain('class="right" x="355.67" y="194" width="19.33" height="160"');
  expect(svg).toContain('1 at 0.10, 0.00 right; 2 at 0.98, 0.50 right');
});

it('is a document of its own that can be read on light and dark pages, also without answers', () => {
  const svg = reliabilityDiagram('a < b & "c"', []);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg).toContain('a &lt; b &amp; &quot;c&quot;</title>');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/u);
});
