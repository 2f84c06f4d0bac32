import { AdultsOnly, ApiKeys } from '../../../../features/accounts';
import { sectionTitle } from '../section-title';

export const generateMetadata = sectionTitle('keys');

export default function KeysPage() {
  return (
    <AdultsOnly>
      <ApiKeys />
    </AdultsOnly>
  );
}
