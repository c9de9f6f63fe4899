/** PostgreSQL refuses to run as root. As whom it runs where this service does. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type OsUser =
  /** As the service itself. */
  | { readonly kind: 'same' }
  /** In a user namespace, where root's own number is shown as another's: files stay root's, nothing is handed over. */
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  /** As another user of this system, who must be able to reach the folder and the programs. */
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number };

/** `owner` is the user id whose data there are already, which decides; undefined where there are none yet. */
export function osUser(owner: number | undefined): OsUser {
  if (process.getuid?.() !== 0) return { kind: 'same' };
  const unprivileged = userNamed('postgres') ?? userNamed('nobody');
  if (unprivileged === undefined) throw new Error('root, and neither a user postgres nor nobody');
  if (owner === undefined)
    return hasNamespaces(unprivileged) ? { kind: 'namespace', ...unprivileged } : { kind: 'other', ...unprivileged };
  return owner === 0 ? { kind: 'namespace', ...unprivileged } : { kind: 'other', uid: owner, gid: groupOf(owner) };
}

/** Program and arguments as `user` runs them. */
export function commandAs(
  user: OsUser,
  program: string,
  args: readonly string[],
): readonly [string, readonly string[]] {
  if (user.kind !== 'namespace') return [program, args];
  const mapping = [`--map-user=${user.uid}`, `--map-group=${user.gid}`];
  return ['unshare', ['--user', ...mapping, '--', program, ...args]];
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

function hasNamespaces({ uid, gid }: Ids): boolean {
  const [program, args] = commandAs({ kind: 'namespace', uid, gid }, 'true', []);
  return spawnSync(program, args, { stdio: 'ignore', timeout: 2_000 }).status === 0;
}

/** Lines of /etc/passwd: name, password, uid, gid, … */
function users(): readonly { readonly name: string | undefined; readonly ids: Ids }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, ids: { uid: Number(uid), gid: Number(gid) } }));
}

function userNamed(wanted: string): Ids | undefined {
  return users().find(({ name }) => name === wanted)?.ids;
}

function groupOf(owner: number): number {
  return users().find(({ ids }) => ids.uid === owner)?.ids.gid ?? owner;
}
