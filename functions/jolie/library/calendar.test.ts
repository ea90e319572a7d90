import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate, dayLength, momentOf, type CalendarField } from './calendar';

const reform = -141_427;
const anyDay = fc.integer({ min: -1_500_000, max: 3_000_000 });
const dayOf = (...fields: [CalendarField, number][]): number => Number(momentOf(new Map(fields))) / dayLength;

describe('the calendar', () => {
  it("gives a day since the reform the parts that the host's calendar gives it", () => {
    fc.assert(
      fc.property(fc.integer({ min: reform, max: 3_000_000 }), (days) => {
        const date = new Date(days * dayLength);
        expect(calendarDate(days)).toMatchObject({
          era: 'AD',
          year: date.getUTCFullYear(),
          month: date.getUTCMonth(),
          day: date.getUTCDate(),
          dayOfWeek: date.getUTCDay() + 1,
        });
      }),
    );
  });

  it('finds every day again by its date, by its week and by its number in the year', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const date = calendarDate(days);
        const era: [CalendarField, number] = ['era', date.era === 'AD' ? 1 : 0];
        expect(dayOf(era, ['year', date.year], ['month', date.month], ['day', date.day])).toBe(days);
        const { weekYear, weekOfYear, dayOfWeek } = date;
        expect(dayOf(['weekYear', weekYear], ['weekOfYear', weekOfYear], ['dayOfWeek', dayOfWeek])).toBe(
          days,
        );
        expect(dayOf(era, ['year', date.year], ['dayOfYear', date.dayOfYear])).toBe(days);
      }),
    );
  });

  it('has 15 October follow 4 October in 1582', () => {
    expect(calendarDate(reform)).toMatchObject({ year: 1582, month: 9, day: 15, dayOfYear: 278 });
    expect(calendarDate(reform - 1)).toMatchObject({ year: 1582, month: 9, day: 4, dayOfYear: 277 });
  });

  it('has 1 AD follow 1 BC', () => {
    const first = dayOf(['year', 1]);
    expect(calendarDate(first)).toMatchObject({ era: 'AD', year: 1, month: 0, day: 1 });
    expect(calendarDate(first - 1)).toMatchObject({ era: 'BC', year: 1, month: 11, day: 31 });
  });

  it('believes of fields that contradict each other those that were set last', () => {
    expect(dayOf(['year', 2023], ['day', 5], ['dayOfYear', 360])).toBe(
      dayOf(['year', 2023], ['dayOfYear', 360]),
    );
    expect(dayOf(['year', 2023], ['dayOfYear', 360], ['day', 5])).toBe(dayOf(['year', 2023], ['day', 5]));
  });
});
