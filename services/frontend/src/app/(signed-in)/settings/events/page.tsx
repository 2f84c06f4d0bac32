import { Events } from '../../../../features/audit';
import { sectionTitle } from '../section-title';

export const generateMetadata = sectionTitle('events');

export default function EventsPage() {
  return <Events />;
}
