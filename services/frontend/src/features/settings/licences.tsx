import { useTranslations } from 'next-intl';
import { Panel } from '../../ui/panel';
import licences from './licences.json';
import { OutwardLink } from './outward-link';

/** The services that run beside Alice's own, with their licences. */
const SERVICES = [
  ['Ollama', 'MIT'],
  ['MPD', 'GPL-2.0-or-later'],
  ['nginx', 'BSD-2-Clause'],
  ['PostgreSQL', 'PostgreSQL'],
  ['SQLite', 'Public Domain'],
  ['Prometheus', 'Apache-2.0'],
  ['Node.js', 'MIT'],
] as const;

const packages = Object.entries(licences);
const count = packages.flatMap(([, names]) => names).length;

/** What Alice is made from, and on which terms. */
export function Licences() {
  const t = useTranslations('settings.licences');
  return (
    <Panel title={t('title')} lead={t('lead')} testId="licences-panel">
      <div className="flex flex-col gap-5 text-sm">
        <section>
          <h4 className="font-medium">{t('understanding')}</h4>
          <p className="mt-1 text-muted">{t('understandingLead')}</p>
          <p className="mt-1 text-muted" lang="en">
            Jack FitzGerald et al.,{' '}
            <cite>
              MASSIVE: A 1M-Example Multilingual Natural Language Understanding Dataset with 51
              Typologically-Diverse Languages
            </cite>
            , 2022. Emanuele Bastianelli et al.,{' '}
            <cite>SLURP: A Spoken Language Understanding Resource Package</cite>, EMNLP 2020.
          </p>
          <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
            <li>
              <OutwardLink href="https://arxiv.org/abs/2204.08582">MASSIVE</OutwardLink>
            </li>
            <li>
              <OutwardLink href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</OutwardLink>
            </li>
          </ul>
        </section>
        <section>
          <h4 className="font-medium">{t('services')}</h4>
          <ul className="mt-1 text-muted">
            {SERVICES.map(([name, licence]) => (
              <li key={name}>
                {name}: {licence}
              </li>
            ))}
          </ul>
        </section>
        <details data-testid="packages">
          <summary className="font-medium">{t('packages', { count })}</summary>
          <dl className="mt-2 flex flex-col gap-3">
            {packages.map(([licence, names]) => (
              <div key={licence}>
                <dt className="font-medium">{licence}</dt>
                <dd className="break-words text-muted">{names.join(', ')}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Panel>
  );
}
