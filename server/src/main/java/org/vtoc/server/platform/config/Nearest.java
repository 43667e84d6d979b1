package org.vtoc.server.platform.config;

import java.util.Collection;

/// The known name that a mistyped one most likely stands for.
public final class Nearest {
    private static final int COMPARED = 60;

    private Nearest() {}

    public static String of(String text, Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(text.substring(0, Math.min(COMPARED, text.length())), name);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best;
    }

    /// How many letters to add, drop, change or swap with their neighbour (Damerau's distance, each place once).
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (swapped(a, i, b, j)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }

    private static boolean swapped(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
