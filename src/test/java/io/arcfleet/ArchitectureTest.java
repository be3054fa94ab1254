package io.arcfleet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.arcfleet.access.AnyCertificate;
import java.time.Instant;
import javax.net.ssl.TrustManager;

/** Holds the package table of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "io.arcfleet", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_AS_THE_TABLE_SAYS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.arcfleet..")
            .layer("finding")
            .definedBy("io.arcfleet.finding..")
            .layer("snapshot")
            .definedBy("io.arcfleet.snapshot..")
            .layer("signature")
            .definedBy("io.arcfleet.signature..")
            .layer("check")
            .definedBy("io.arcfleet.check..")
            .layer("diagnosis")
            .definedBy("io.arcfleet.diagnosis..")
            .layer("config")
            .definedBy("io.arcfleet.config..")
            .layer("arm")
            .definedBy("io.arcfleet.arm..")
            .layer("fleet")
            .definedBy("io.arcfleet.fleet..")
            .layer("access")
            .definedBy("io.arcfleet.access..")
            .layer("collect")
            .definedBy("io.arcfleet.collect..")
            .layer("sink")
            .definedBy("io.arcfleet.sink..")
            .layer("scan")
            .definedBy("io.arcfleet.scan..")
            .layer("host")
            .definedBy("io.arcfleet.host..")
            .layer("function")
            .definedBy("io.arcfleet.function..")
            .layer("local")
            .definedBy("io.arcfleet.local..")
            .layer("simulation")
            .definedBy("io.arcfleet.simulation..")
            .whereLayer("finding")
            .mayNotAccessAnyLayer()
            .whereLayer("snapshot")
            .mayNotAccessAnyLayer()
            .whereLayer("signature")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("simulation")
            .mayNotAccessAnyLayer()
            .whereLayer("check")
            .mayOnlyAccessLayers("finding", "snapshot", "signature")
            .whereLayer("diagnosis")
            .mayOnlyAccessLayers("finding", "snapshot", "check")
            .whereLayer("arm")
            .mayOnlyAccessLayers("config")
            .whereLayer("fleet")
            .mayOnlyAccessLayers("snapshot", "config", "arm")
            .whereLayer("access")
            .mayOnlyAccessLayers("snapshot", "config", "arm")
            .whereLayer("collect")
            .mayOnlyAccessLayers("snapshot", "access")
            .whereLayer("sink")
            .mayOnlyAccessLayers("finding", "snapshot", "config")
            .whereLayer("signature")
            .mayOnlyBeAccessedByLayers("check", "function", "local")
            .whereLayer("scan")
            .mayOnlyBeAccessedByLayers("function", "local")
            .whereLayer("function")
            .mayOnlyBeAccessedByLayers("host", "local")
            .whereLayer("host")
            .mayOnlyAccessLayers("config")
            .whereLayer("local")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.arcfleet.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule AZURE_CLIENTS_STAY_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.arcfleet.arm..",
                    "io.arcfleet.fleet..",
                    "io.arcfleet.access..",
                    "io.arcfleet.sink..",
                    "io.arcfleet.scan..",
                    "io.arcfleet.config..",
                    "io.arcfleet.function..",
                    "io.arcfleet.local..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.azure..");

    @ArchTest
    static final ArchRule KUBERNETES_CLIENT_STAYS_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("io.arcfleet.access..", "io.arcfleet.collect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kubernetes..", "okhttp3..");

    @ArchTest
    static final ArchRule FUNCTION_ANNOTATIONS_STAY_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("io.arcfleet.function..", "io.arcfleet.host..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.microsoft.azure.functions..");

    @ArchTest
    static final ArchRule PURE_PACKAGES_SEE_ONLY_THE_LANGUAGE = classes()
            .that()
            .resideInAnyPackage(
                    "io.arcfleet.finding..", "io.arcfleet.snapshot..", "io.arcfleet.check..", "io.arcfleet.diagnosis..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "io.arcfleet.."));

    @ArchTest
    static final ArchRule SIGNATURES_SEE_ONLY_A_MATCHER_THAT_CANNOT_BACKTRACK = classes()
            .that()
            .resideInAPackage("io.arcfleet.signature..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..", "com.google.re2j..", "io.arcfleet.signature..")
                            .and(not(resideInAnyPackage("java.util.regex.."))));

    @ArchTest
    static final ArchRule ONLY_TWO_SEE_THAT_MATCHER = noClasses()
            .that()
            .resideOutsideOfPackage("io.arcfleet.signature..")
            .and()
            .doNotHaveFullyQualifiedName("io.arcfleet.config.NameGlob")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.re2j..");

    @ArchTest
    static final ArchRule ONE_CLASS_TRUSTS_EVERY_CERTIFICATE =
            noClasses().that().areNotAssignableTo(AnyCertificate.class).should().beAssignableTo(TrustManager.class);

    @ArchTest
    static final ArchRule EVERY_CERTIFICATE_IS_TRUSTED_IN_TWO_PLACES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.arcfleet.access.SharedClients")
            .and()
            .doNotHaveFullyQualifiedName("io.arcfleet.access.login.ProxyIdentity")
            .and()
            .areNotAssignableTo(AnyCertificate.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(AnyCertificate.class);

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_SEES_THE_SIMULATION = noClasses()
            .that()
            .resideOutsideOfPackages("io.arcfleet.local..", "io.arcfleet.simulation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.arcfleet.simulation..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_PROGRAMS_PRINT = noClasses()
            .that()
            .resideOutsideOfPackage("io.arcfleet.local..")
            .and()
            .doNotHaveSimpleName("SimulationServer")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
