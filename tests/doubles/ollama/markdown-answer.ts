const COLUMNS = Array.from({ length: 20 }, (_, index) => index + 1);
const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;

/** One of everything that an answer in Markdown can have, also what must not do anything. */
export const MARKDOWN = `## Musik på morgonen

Här är **tre** förslag och en *lugn* fråga med \`kod i raden\`, ~~struket~~ och en [länk till Alice](https://example.com/alice).

- Vinterljus av *Elin & Måns*
- Norrsken
  - med stråkar
  - utan stråkar
- [ ] inte spelad
- [x] spelad

1. Först detta
2. sedan detta

### En tabell

| Låt | Artist | Längd |
|:----|:------:|------:|
| Vinterljus | Elin & Måns | 3:42 |
| Norrsken | **Åsa** | 4:05 |

En bred tabell:

${row(COLUMNS.map((column) => `Kolumn ${column}`))}
${row(COLUMNS.map(() => '---'))}
${row(COLUMNS.map((column) => `värde ${column}`))}

### Kod

\`\`\`ts
// Höjer volymen så länge någon lyssnar.
export async function louder(level: number): Promise<string> {
  const next = Math.min(100, level + 10);
  return \`volymen är \${next} procent\`; // en rad som är så lång att den måste rulla för sig själv i ett smalt fönster
}
\`\`\`

> Den som väntar på något gott
> väntar aldrig för länge.

שלום, זהו משפט מימין לשמאל.

<script>document.title = 'taken over'</script>
<img src="https://example.com/pixel.png" onerror="document.title = 'taken over'">

![Ett omslag](https://example.com/cover.png) och [inte en länk](javascript:alert(1)) och [bank.se](https://example.com/not-the-bank).

---

Ett-mycket-långt-ord-utan-mellanslag-${'å'.repeat(200)} och 🎵 👩‍👩‍👧.
`;
