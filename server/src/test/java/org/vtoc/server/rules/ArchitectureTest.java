package org.vtoc.server.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How the code is laid out, as far as a machine can tell. Each rule is also run on code that breaks it, because a
/// rule that can't fail shows nothing.
class ArchitectureTest {
    private static final String OURS = "org.vtoc..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.vtoc");
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("org.vtoc.server.rules.broken");

    /// What a feature may use beside the platform, the decoders and what stands here for it; nothing else.
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "station", Set.of(),
            "audit", Set.of("station"),
            "identity", Set.of("station", "audit"),
            "queue", Set.of("station", "audit", "identity"),
            "telemetry", Set.of("station", "audit", "identity"),
            "connector", Set.of("station", "audit", "identity", "telemetry"),
            "geofence", Set.of("station", "audit", "identity", "telemetry"),
            "chat", Set.of("station", "audit", "identity"),
            "playbook", Set.of("station", "audit", "identity", "telemetry", "connector", "geofence", "chat"),
            "live", Set.of("station", "audit", "identity", "telemetry", "connector", "geofence", "chat"));

    static List<ArchRule> rules() {
        return List.of(
                classes()
                        .that(simpleNameEndingWith("Resource").or(simpleNameEndingWith("Store")))
                        .and()
                        .resideInAPackage(OURS)
                        .should()
                        .haveModifier(JavaModifier.FINAL)
                        .andShould()
                        .notBePublic()
                        .because("a feature is entered by its front door alone"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages("org.vtoc.server.platform..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.helidon..")
                        .because("the HTTP library must stay replaceable"),
                noClasses()
                        .that(are(outsideOfSql()))
                        .should()
                        .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                        are(named(Set.of(
                                                "java.sql.Statement",
                                                "java.sql.PreparedStatement",
                                                "java.sql.ResultSet"))))))
                        .because("SQL is in stores, where it can be found"),
                noClasses()
                        .that()
                        .haveSimpleNameNotStartingWith("package-info")
                        .should()
                        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|DTO)")
                        .because("a name says what a thing is"),
                noClasses()
                        .that()
                        .resideInAPackage(OURS)
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .because("commands write to the stream they are given, the rest to the log"),
                noClasses()
                        .that()
                        .resideInAPackage(OURS)
                        .should()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(java.util.UUID.class, "randomUUID")
                        .because("time and chance come in through the constructor"),
                classes()
                        .that(are(extendingOurs()))
                        .should(neverBe())
                        .because("we compose and never inherit")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .areNotAssignableTo(Throwable.class)
                        .should()
                        .callConstructor(RuntimeException.class, String.class)
                        .orShould()
                        .callConstructor(Exception.class, String.class)
                        .because("an exception's type says which of the three kinds it is"),
                classes()
                        .that(are(eventImplementation()))
                        .should()
                        .beRecords()
                        .because("what has happened does not change")
                        .allowEmptyShould(true));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theCodeKeepsTheRule(ArchRule rule) {
        rule.check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsWhatBreaksIt(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(BROKEN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void enoughClassesAreLookedAt() {
        assertThat(CLASSES.size()).isGreaterThan(200);
    }

    @Test
    void featuresDoNotGoInCircles() {
        slices().matching("org.vtoc.server.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void thePlatformKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage("org.vtoc.server.platform..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.vtoc.server..")
                        .and(DescribedPredicate.not(resideInAPackage("org.vtoc.server.platform.."))))
                .check(CLASSES);
    }

    @Test
    void theDecodersUseTheLanguageAlone() {
        classes()
                .that()
                .resideInAPackage("org.vtoc.decode..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "org.vtoc.decode..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.nio.charset..",
                        "org.jspecify.."))
                .check(CLASSES);
    }

    @Test
    void aFeatureUsesOnlyWhatLiesBelowIt() {
        var violations = new ArrayList<String>();
        for (JavaClass used : CLASSES) {
            String feature = feature(used);
            if (!MAY_USE.containsKey(feature)) {
                continue;
            }
            used.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> feature(dependency.getTargetClass().getBaseComponentType()))
                    .filter(other -> !other.isEmpty() && !other.equals(feature) && !other.equals("platform"))
                    .filter(other -> !MAY_USE.get(feature).contains(other))
                    .forEach(other -> violations.add(used.getName() + " uses " + other));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void everyFeatureHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream()
                        .map(ArchitectureTest::feature)
                        .filter(name -> !name.isEmpty())
                        .distinct())
                .allMatch(name -> MAY_USE.containsKey(name)
                        || Set.of("platform", "command").contains(name));
    }

    /// The first package below the server's own; empty for what is elsewhere or in the root.
    private static String feature(JavaClass type) {
        String name = type.getPackageName();
        String root = "org.vtoc.server.";
        return name.startsWith(root) ? name.substring(root.length()).split("\\.", -1)[0] : "";
    }

    private static DescribedPredicate<JavaClass> outsideOfSql() {
        return DescribedPredicate.describe(
                "code outside of stores and the platform",
                type -> !type.getPackageName().startsWith("org.vtoc.server.platform")
                        && !outermost(type).getSimpleName().endsWith("Store")
                        // The intake's hot path: claims keys and notes squares in the batch's own transaction.
                        && !Set.of("EventKeys", "Partitions")
                                .contains(outermost(type).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return DescribedPredicate.describe("a statement or result set", type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> extendingOurs() {
        return DescribedPredicate.describe("classes that extend a class of ours", type -> type.getRawSuperclass()
                .filter(parent -> parent.getPackageName().startsWith("org.vtoc"))
                .filter(parent -> !parent.isEnum())
                .isPresent());
    }

    private static DescribedPredicate<JavaClass> eventImplementation() {
        return DescribedPredicate.describe(
                "implementations of a feature's events",
                type -> !type.isInterface()
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(face -> face.getSimpleName().endsWith("Event")
                                        && face.getPackageName().startsWith("org.vtoc")));
    }

    private static ArchCondition<JavaClass> neverBe() {
        return new ArchCondition<>("not exist") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " extends a class of ours"));
            }
        };
    }
}
