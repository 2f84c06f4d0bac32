import { sectionTitle } from '../section-title';
import { OwnersEvents } from './owners-events';

export const generateMetadata = sectionTitle('events');

export default function EventsPage() {
  return <OwnersEvents />;
}
