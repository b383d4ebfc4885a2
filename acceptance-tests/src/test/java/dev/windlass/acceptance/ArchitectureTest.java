package dev.windlass.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

/** The rules of who may know whom. Each names the reason for which a change would be wrong. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.windlass");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void theFormatDependsOnNothingOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.spec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.windlass.signing..", "dev.windlass.builder..", "dev.windlass.server..")
            .because("the format is the one contract of both sides"));
  }

  @Test
  void theFormatHasNoNetworkKeysOrLogging() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.spec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net..",
                "javax.net..",
                "java.security.cert..",
                "org.slf4j..",
                "java.util.logging..")
            .because("a format is bytes in, values out"));
  }

  @Test
  void signingKnowsOnlyTheFormat() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.signing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.windlass.builder..", "dev.windlass.server..")
            .because("both sides and the officer share it"));
  }

  @Test
  void theOfficersProgramHasNoNetworkCode() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.windlass.signing..", "dev.windlass.spec..")
            .should()
            .dependOnClassesThat(networkClasses())
            .because("the officer's program must not be able to phone anywhere"));
  }

  @Test
  void builderAndServerNeverSeeEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.builder..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.windlass.server..")
            .because("the bundle is their contract"));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.windlass.builder..")
            .because("the bundle is their contract"));
  }

  @Test
  void ecosystemsDoNotImportOneAnother() {
    check(
        slices()
            .matching("dev.windlass.builder.fetch.(oci|maven|npm|terraform|huggingface|files)..")
            .should()
            .notDependOnEachOther()
            .because("an ecosystem is added and removed as one package"));
    check(
        slices()
            .matching(
                "dev.windlass.server.serve.(oci|maven|npm|terraform|huggingface|files|setup)..")
            .should()
            .notDependOnEachOther()
            .because("an ecosystem is added and removed as one package"));
  }

  @Test
  void intakeStoreAndServeOpenNoOutboundConnection() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.windlass.server.intake..",
                "dev.windlass.server.store..",
                "dev.windlass.server.serve..")
            .should()
            .dependOnClassesThat(networkClasses())
            .because("nothing on the high side phones home"));
  }

  @Test
  void serveCannotWriteToTheStore() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.windlass.server.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.windlass.server.store..", "dev.windlass.server.intake..")
            .because("serving sees a read-only view of the releases"));
  }

  @Test
  void privateKeysAreUsedOnlyInSigning() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.windlass.signing..", "dev.windlass.server.http..", "dev.windlass.acceptance..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(PrivateKey.class)
            .because("one place holds the keys; the server's own TLS key is the exception"));
  }

  @Test
  void onlyCommandLinesPrintOrExit() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "..cli..", "dev.windlass.acceptance..", "dev.windlass.benchmarks..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("what a use case says is a value; the command line prints it"));
  }

  @Test
  void thereIsNoStaticMutableState() {
    check(
        fields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.windlass..")
            .should()
            .beFinal()
            .because("two instances of anything can live in one process"));
  }

  @Test
  void featuresHaveNoCycles() {
    for (String module : new String[] {"spec", "signing", "builder", "server"}) {
      check(
          slices()
              .matching("dev.windlass." + module + ".(*)..")
              .should()
              .beFreeOfCycles()
              .because("a feature can be read and changed alone"));
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.windlass..")
            .and()
            .areTopLevelClasses()
            .should(HavePackageInfo.INSTANCE)
            .because("a newcomer finds the right file by its name"));
  }

  private static DescribedPredicate<JavaClass> networkClasses() {
    return DescribedPredicate.describe(
        "network classes",
        type ->
            type.getPackageName().startsWith("java.net.http")
                || type.getPackageName().startsWith("okhttp3")
                || type.getName().equals("java.net.Socket")
                || type.getName().equals("java.net.ServerSocket")
                || type.getName().equals("java.net.URLConnection")
                || type.getName().equals("java.net.HttpURLConnection")
                || type.getName().equals("java.nio.channels.SocketChannel"));
  }
}
