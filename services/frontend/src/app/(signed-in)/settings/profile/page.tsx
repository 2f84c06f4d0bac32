import { AdultsOnly, Profile } from '../../../../features/accounts';
import { sectionTitle } from '../section-title';

export const generateMetadata = sectionTitle('profile');

export default function ProfilePage() {
  return (
    <AdultsOnly>
      <Profile />
    </AdultsOnly>
  );
}
