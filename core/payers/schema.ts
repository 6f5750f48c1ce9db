import { z } from 'zod';
import { orderDates, orderMethods, orderNamespaces, type PayOrder } from './types.ts';

/** An order as its run keeps it. */
export const orderSchema: z.ZodType<PayOrder> = z.object({
  name: z.string(),
  sheba: z.string(),
  bic: z.string(),
  namespace: z.enum(orderNamespaces),
  method: z.enum(orderMethods),
  dates: z.enum(orderDates),
  serial: z.int(),
  orderedAt: z.iso.datetime(),
});
