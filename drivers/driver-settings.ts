interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * One setting of a position (设备参数) as the person who installs fills it in. Data only: the screen builds a form from
 * it, the driver itself stays the one that checks. A driver without such a list is set as JSON.
 */
export interface DriverSetting {
  /** Key in the position's settings; a dot goes one level down: `outputs.siren`. */
  readonly name: string;
  readonly title: Words;
  /** One line that says what belongs here. */
  readonly hint?: Words;
  readonly kind: 'whole' | 'decimal' | 'text' | 'secret' | 'choice' | 'yes-no' | 'whole-list';
  /** Numbers: the lowest and highest that the driver takes. */
  readonly from?: number;
  readonly to?: number;
  readonly unit?: Words;
  readonly choices?: readonly { readonly value: string; readonly title: Words }[];
  /** What the driver takes when nothing is given; shown, not stored. */
  readonly usual?: string;
  readonly required?: boolean;
  /** Hardly ever changed: folded away. */
  readonly rare?: boolean;
  /** Follows from the position's role and is not asked then: role to value. */
  readonly byRole?: Readonly<Record<string, string>>;
}
