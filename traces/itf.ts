/**
 * A TLA+ value in the ITF JSON encoding that Apalache and Quint use (Informal Trace Format): number or
 * `#bigint`, string (also a model value), boolean, array = sequence, `#tup`, `#set`, `#map` = function,
 * any other object = record.
 */
export type ItfValue =
  | number
  | string
  | boolean
  | readonly ItfValue[]
  | { readonly "#bigint": string }
  | { readonly "#tup": readonly ItfValue[] }
  | { readonly "#set": readonly ItfValue[] }
  | { readonly "#map": readonly (readonly [ItfValue, ItfValue])[] }
  | ItfRecord;

export interface ItfRecord {
  readonly [field: string]: ItfValue;
}

/** What an event says of one variable: its whole value, or the values of a function at some points. */
export type LoggedValue = ItfValue | { readonly "#at": readonly (readonly [ItfValue, ItfValue])[] };
