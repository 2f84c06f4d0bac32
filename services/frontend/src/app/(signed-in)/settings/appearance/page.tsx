import { sectionTitle } from '../section-title';
import { Appearance } from './appearance';

export const generateMetadata = sectionTitle('appearance');

export default function AppearancePage() {
  return <Appearance />;
}
