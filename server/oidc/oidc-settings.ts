/** A provider of the operator's choice; `clientSecret` is secret. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly label: string;
  readonly secondFactorAcr: readonly string[];
  readonly secondFactorAmr: readonly string[];
}
