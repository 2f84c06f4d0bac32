import { About, Licences } from '../../../../features/settings';
import { sectionTitle } from '../section-title';

export const generateMetadata = sectionTitle('about');

export default function AboutPage() {
  return (
    <>
      <About />
      <Licences />
    </>
  );
}
