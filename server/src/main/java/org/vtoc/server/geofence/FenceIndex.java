package org.vtoc.server.geofence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the fences near a place: those of its one degree square, and those that are too wide for squares.
final class FenceIndex {
    /// A fence over more squares is looked at for every track.
    private static final int MAX_CELLS = 2_000;

    private final Map<Integer, List<Fence>> cells = new HashMap<>();
    private final List<Fence> wide = new ArrayList<>();

    FenceIndex(Collection<Fence> fences) {
        fences.stream().filter(Fence::isEnabled).forEach(this::add);
    }

    private void add(Fence fence) {
        List<Integer> touched = cells(fence.shape().bounds());
        if (touched.size() > MAX_CELLS) {
            wide.add(fence);
        } else {
            touched.forEach(
                    cell -> cells.computeIfAbsent(cell, _ -> new ArrayList<>()).add(fence));
        }
    }

    private static List<Integer> cells(Bounds bounds) {
        var touched = new ArrayList<Integer>();
        int west = (int) Math.floor(bounds.west());
        int east = Math.min((int) Math.floor(bounds.east()), west + 359);
        for (int row = row(bounds.south()); row <= row(bounds.north()); row++) {
            for (int column = west; column <= east; column++) {
                touched.add(row * 360 + Math.floorMod(column + 180, 360));
            }
        }
        return touched;
    }

    private static int row(double latitude) {
        return Math.min(179, (int) Math.floor(latitude + 90));
    }

    /// Fences that may hold the point.
    List<Fence> near(double latitude, double longitude) {
        List<Fence> here = cells.getOrDefault(
                row(latitude) * 360 + Math.floorMod((int) Math.floor(longitude) + 180, 360), List.of());
        if (wide.isEmpty()) {
            return here;
        }
        var both = new ArrayList<>(here);
        both.addAll(wide);
        return both;
    }

    /// Fences that may touch the box.
    List<Fence> touching(Bounds box) {
        var found = new ArrayList<>(wide);
        for (int cell : cells(box)) {
            for (Fence fence : cells.getOrDefault(cell, List.of())) {
                if (!found.contains(fence)) {
                    found.add(fence);
                }
            }
        }
        return found;
    }
}
