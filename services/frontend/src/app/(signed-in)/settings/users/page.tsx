import { Invitations, Users } from '../../../../features/accounts';
import { sectionTitle } from '../section-title';

export const generateMetadata = sectionTitle('users');

export default function UsersPage() {
  return (
    <>
      <Users />
      <Invitations />
    </>
  );
}
