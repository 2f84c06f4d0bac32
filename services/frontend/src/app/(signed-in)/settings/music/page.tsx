import { sectionTitle } from '../section-title';
import { Music } from './music';

export const generateMetadata = sectionTitle('music');

export default function MusicPage() {
  return <Music />;
}
