export type PasswordRule = 'length' | 'kinds' | 'account';
export type PinRule = 'digits' | 'simple';

/** The node's rule for passwords, part by part, so that it can be shown while typing (main/kernel/identity/secrets.ts). Pure. */
export function passwordRules(
  password: string,
  account: string,
): readonly { readonly rule: PasswordRule; readonly met: boolean }[] {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const holdsAccount = account !== '' && password.toLowerCase().includes(account.toLowerCase());
  return [
    { rule: 'length', met: Array.from(password).length >= 8 },
    { rule: 'kinds', met: kinds >= 3 },
    { rule: 'account', met: password !== '' && !holdsAccount },
  ];
}

export function isGoodPassword(password: string, account: string): boolean {
  return passwordRules(password, account).every(({ met }) => met);
}

/** Six digits that are neither all the same nor a plain run. Pure. */
export function pinProblem(pin: string): PinRule | undefined {
  if (!/^\d{6}$/.test(pin)) return 'digits';
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1 ? 'simple' : undefined;
}
