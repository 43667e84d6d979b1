package org.vtoc.decode.gps;

import org.vtoc.decode.Observation;
import org.vtoc.decode.Utc;

/// The date for sentences that carry a time of day alone: the one named last, and a day later once midnight has passed
/// since.
final class Clock {
    private long date = Observation.NO_TIME;
    private int named;

    /// A sentence named the date.
    ///
    /// @param time milliseconds since 1970
    void set(long time) {
        if (time != Observation.NO_TIME) {
            named = (int) Math.floorMod(time, Utc.MILLIS_PER_DAY);
            date = time - named;
        }
    }

    /// @param millisOfDay since midnight; -1 for none
    long time(int millisOfDay) {
        if (date == Observation.NO_TIME || millisOfDay < 0) {
            return Observation.NO_TIME;
        }
        boolean nextDay = named - millisOfDay > Utc.MILLIS_PER_DAY / 2;
        boolean dayBefore = millisOfDay - named > Utc.MILLIS_PER_DAY / 2;
        return date + millisOfDay + (nextDay ? Utc.MILLIS_PER_DAY : dayBefore ? -Utc.MILLIS_PER_DAY : 0);
    }
}
