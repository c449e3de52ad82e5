/** Shows the demo users' names and passwords: once, when they were made. */
export function printDemoUsers(print: (line: string) => void, users: readonly { readonly username: string; readonly password: string }[]): void {
  print('');
  print('Demo users (the passwords are shown only now):');
  for (const { username, password } of users) print(`  ${username.padEnd(12)} ${password}`);
}
