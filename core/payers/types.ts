import type { Sheba } from '../bank/types.ts';

/** In whose name the message of a group-transfer file comes. Branches take one or the other. */
export const orderNamespaces = ['pain001', 'pain002'] as const;
export type OrderNamespace = (typeof orderNamespaces)[number];

/** Whether the payment method names the currency. */
export const orderMethods = ['plain', 'currency'] as const;
export type OrderMethod = (typeof orderMethods)[number];

/** In which calendar the file has its dates. */
export const orderDates = ['jalali', 'gregorian'] as const;
export type OrderDates = (typeof orderDates)[number];

/** From what account a university pays, and how its bank wants to be ordered to. */
export type Payer = {
  readonly name: string;
  readonly sheba: Sheba;
  /** Of the bank that clears the orders. */
  readonly bic: string;
  readonly namespace: OrderNamespace;
  readonly method: OrderMethod;
  readonly dates: OrderDates;
  /** Number of the next file. */
  readonly nextSerial: number;
};

/**
 * A run as the bank was ordered to pay it. Copies have the same number, so that a bank that is given
 * both pays once.
 */
export type PayOrder = Omit<Payer, 'nextSerial' | 'sheba'> & {
  readonly sheba: string;
  readonly serial: number;
  /** When it was ordered first, in ISO 8601. */
  readonly orderedAt: string;
};
