import { invariant } from "./invariant.ts";

/** How many decimals a currency's minor unit has: 2 for cents. */
export type CurrencyPlaces = 0 | 2 | 3 | 4;

/** `from` is the first day in force, `until` the first day no longer in force. */
export type MinorUnits =
  | { readonly kind: "known"; readonly places: CurrencyPlaces }
  | { readonly kind: "unknown" }
  | { readonly kind: "not-in-force"; readonly from?: string; readonly until?: string };

interface Span {
  readonly from?: string;
  readonly until?: string;
}

/**
 * In force and older than anything settled here. ISO 4217 list one of early 2026 less what is no
 * money: metals, bond market units, SDR, SUCRE, accounting units, test and no-currency codes.
 */
const longInForce = `
  AED ALL AMD ARS AUD AWG BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BZD CAD CDF CHE CHF
  CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB FJD FKP GBP GEL GIP GMD GNF
  GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
  LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MXV MYR NAD NGN NIO NOK NPR
  NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RUB RWF SAR SBD SCR SEK SGD SHP SOS SVC SYP SZL THB TND
  TOP TTD TWD TZS UAH UGX USD USN UYI UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR`;

/**
 * Codes that began or ended in 1999 or later. A currency replaced by the euro ends on the day of
 * the changeover; the notes that went round a little longer are not modelled. One that was
 * redenominated ends when the old notes stopped being legal tender, so for some months old and new
 * are both in force. Days are those of CLDR's territory data where no comment says otherwise.
 */
const dated: Readonly<Record<string, Span>> = {
  ADP: { until: "2002-01-01" }, // Went with the peseta.
  AFA: { until: "2003-01-01" },
  AFN: { from: "2002-10-07" },
  ANG: { until: "2025-07-01" },
  AOA: { from: "1999-12-13" },
  AON: { until: "2000-02-01" },
  AOR: { until: "2000-02-01" },
  ATS: { until: "2002-01-01" },
  AZM: { until: "2007-01-01" },
  AZN: { from: "2006-01-01" },
  BEF: { until: "2002-01-01" },
  BGL: { until: "1999-07-05" },
  BGN: { from: "1999-07-05", until: "2026-01-01" },
  BYB: { until: "2001-01-01" },
  BYN: { from: "2016-07-01" },
  BYR: { from: "2000-01-01", until: "2017-01-01" },
  CSD: { from: "2002-05-15", until: "2006-10-25" },
  CUC: { until: "2021-01-01" },
  CYP: { until: "2008-01-01" },
  DEM: { until: "2002-01-01" },
  ECS: { until: "2000-10-01" }, // ISO: withdrawn in September 2000, no day; kept to the month's end.
  EEK: { until: "2011-01-01" },
  ESP: { until: "2002-01-01" },
  EUR: { from: "1999-01-01" },
  FIM: { until: "2002-01-01" },
  FRF: { until: "2002-01-01" },
  GHC: { until: "2008-01-01" },
  GHS: { from: "2007-07-01" }, // Redenominated on 1 July 2007; the notes came on 3 July.
  GRD: { until: "2002-01-01" },
  HRK: { until: "2023-01-01" },
  IEP: { until: "2002-01-01" },
  ITL: { until: "2002-01-01" },
  LTL: { until: "2015-01-01" },
  LUF: { until: "2002-01-01" },
  LVL: { until: "2014-01-01" },
  MGF: { until: "2005-01-01" },
  MRO: { until: "2018-07-01" },
  MRU: { from: "2018-01-01" },
  MTL: { until: "2008-01-01" },
  MZM: { until: "2007-01-01" },
  MZN: { from: "2006-07-01" },
  NLG: { until: "2002-01-01" },
  PTE: { until: "2002-01-01" },
  ROL: { until: "2007-01-01" },
  RON: { from: "2005-07-01" },
  RSD: { from: "2006-10-25" },
  SDD: { until: "2007-07-01" },
  SDG: { from: "2007-01-10" },
  SIT: { until: "2007-01-01" },
  SKK: { until: "2009-01-01" },
  SLE: { from: "2022-07-01" },
  SLL: { until: "2024-01-01" },
  SRD: { from: "2004-01-01" },
  SRG: { until: "2004-01-01" },
  SSP: { from: "2011-07-18" },
  STD: { until: "2018-01-01" },
  STN: { from: "2018-01-01" },
  TJR: { until: "2000-10-26" },
  TJS: { from: "2000-10-26" },
  TMM: { until: "2009-01-01" }, // ISO: withdrawn in January 2009; notes went round all that year.
  TMT: { from: "2009-01-01" },
  TPE: { until: "2002-05-20" },
  TRL: { until: "2006-01-01" },
  TRY: { from: "2005-01-01" },
  UYW: { from: "2018-08-29" }, // The day of the ISO amendment that added it.
  VEB: { until: "2008-07-01" },
  VED: { from: "2021-10-01" }, // The day of the redenomination; VES stays in the ISO table beside it.
  VEF: { from: "2008-01-01", until: "2018-08-20" },
  VES: { from: "2018-08-20" },
  XCG: { from: "2025-03-31" },
  YUM: { until: "2003-07-01" }, // ISO: withdrawn in July 2003, no day; CSD is counted from 2002.
  ZMK: { until: "2013-01-01" },
  ZMW: { from: "2013-01-01" },
  ZWD: { until: "2008-08-01" }, // The ISO code outlived the redenomination of 2006.
  ZWG: { from: "2024-06-25" }, // The day it entered the ISO table; the currency began that April.
  ZWL: { from: "2009-02-02", until: "2024-09-01" },
  ZWR: { from: "2008-08-01", until: "2009-02-02" },
};

/** Everything that is not 2, as ISO says: Intl's digits differ for many. */
const placesOf = new Map<string, CurrencyPlaces>([
  ...codes<CurrencyPlaces>(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    0,
  ),
  ...codes<CurrencyPlaces>("ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE TPE TRL", 0),
  ...codes<CurrencyPlaces>("BHD IQD JOD KWD LYD OMR TND", 3),
  ...codes<CurrencyPlaces>("CLF UYW", 4),
]);

const spans = new Map<string, Span>([...codes<Span>(longInForce, {}), ...Object.entries(dated)]);

/**
 * The minor units of an ISO 4217 code (semantics 33), by a table of our own. The decimals are those
 * of the table of early 2026 for earlier days too.
 *
 * @param on The day asked about, YYYY-MM-DD: the first of a contract, or of a period.
 * @returns `unknown` also for codes that were withdrawn before 1999, and for lower case.
 */
export function minorUnitsOf(code: string, on: string): MinorUnits {
  invariant(/^\d{4}-\d\d-\d\d$/.test(on), "a currency is looked up on a day YYYY-MM-DD", on);
  const span = spans.get(code);
  if (span === undefined) return { kind: "unknown" };
  const { from, until } = span;
  const isBegun = from === undefined || from <= on;
  const isOver = until !== undefined && until <= on;
  if (!isBegun || isOver) return { kind: "not-in-force", ...span };
  return { kind: "known", places: placesOf.get(code) ?? 2 };
}

function codes<Value>(list: string, value: Value): readonly (readonly [string, Value])[] {
  return list
    .trim()
    .split(/\s+/)
    .map((code) => [code, value] as const);
}
