import { AdultsOnly } from '../../../../features/accounts';
import { PersonaForm } from '../../../../features/settings';
import { sectionTitle } from '../section-title';
import { Models } from './models';

export const generateMetadata = sectionTitle('assistant');

export default function AssistantPage() {
  return (
    <AdultsOnly>
      <PersonaForm />
      <Models />
    </AdultsOnly>
  );
}
