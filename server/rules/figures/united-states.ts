/** ISO 3166 codes of the United States and its territories. Work from elsewhere does not count. Source: TMA-CCM. */
export const unitedStates: ReadonlySet<string> = new Set(["US", "AS", "GU", "MP", "PR", "UM", "VI"]);
